import { sha256 } from '@noble/hashes/sha2.js'

/** How long viewers set out where the sheet does not say, and at most which part of the visit. */
const SPREAD_MS = 8_000
const SPREAD_PARTS = 4

const FRACTION_BITS = 32

/** A room of a visit; `weight` is its share of the viewers, from 1. */
export interface Weighed {
  readonly room: string
  readonly weight: number
}

/** How long viewers set out on a visit of that length, where nothing else is said. */
export function spreadMs(length_ms: number): number {
  return Math.min(SPREAD_MS, Math.floor(Math.max(0, length_ms) / SPREAD_PARTS))
}

/**
 * The rooms in the order of this viewer's trying: rendezvous hashing by weight, in whole numbers.
 * `gala/core/steering.py` says why; both find the same (tests/vectors/steering.json).
 */
export function order(segment: string, pseudonym: string, rooms: readonly Weighed[]): string[] {
  const places = rooms.map(({ room, weight }) => {
    const number = numberOf(`${segment}/${room}/${pseudonym}`) + 1n
    return { room, weight: BigInt(weight), far: (64n << BigInt(FRACTION_BITS)) - log2(number) }
  })
  places.sort((one, other) => {
    const [here, there] = [one.far * other.weight, other.far * one.weight]
    if (here !== there) return here < there ? -1 : 1
    return one.room < other.room ? -1 : 1
  })
  return places.map(({ room }) => room)
}

/** How long after the take's presentation this viewer sets out: 0 to `over_ms`. */
export function momentMs(segment: string, pseudonym: string, over_ms: number): number {
  return Number(numberOf(`${segment}//${pseudonym}`) % (BigInt(over_ms) + 1n))
}

function numberOf(text: string): bigint {
  const digest = sha256(new TextEncoder().encode(text))
  return new DataView(digest.buffer, digest.byteOffset).getBigUint64(0)
}

/** The logarithm of a number from 1 to 2^64, in parts of 2^-32, rounded down. */
function log2(number: bigint): bigint {
  const whole = BigInt(number.toString(2).length - 1)
  let mantissa = number << (64n - whole)
  let result = whole
  for (let bit = 0; bit < FRACTION_BITS; bit++) {
    mantissa = (mantissa * mantissa) >> 64n
    result <<= 1n
    if (mantissa >> 65n) {
      result |= 1n
      mantissa >>= 1n
    }
  }
  return result
}
