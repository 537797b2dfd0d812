import { sha256 } from '@noble/hashes/sha2.js'

/** A red packet in the air. Lengths are shares of the screen that it falls over. */
export interface Falling {
  readonly id: number
  /** Its middle: x from 0 to 1, y from above the screen (below 0) to under it (above 1). */
  readonly x: number
  readonly y: number
  /** Around 1. */
  readonly size: number
  /** In radians. */
  readonly angle: number
}

const EVERY_MS = 240
const FALL_MS_MIN = 2_600
const FALL_MS_MAX = 4_200
const MARGIN = 0.11
/** So far above and below the screen a packet begins and ends. */
const BEYOND = 0.16
const GOLDEN = 0.618034

/**
 * What falls in a rain: the same on every screen, for it hangs on nothing but the opening of the
 * window and the time since. It is theatre; which packet one catches decides nothing.
 */
export class Rainfall {
  readonly #seed: number

  /** Seeded by the first 4 bytes of SHA-256(window ‖ "/" ‖ gen), big-endian. */
  constructor(window: string, gen: number) {
    const digest = sha256(new TextEncoder().encode(`${window}/${gen}`))
    this.#seed = new DataView(digest.buffer, digest.byteOffset).getInt32(0)
  }

  /** What is in the air so many ms after the opening, the first to have come first. */
  at(since_ms: number): Falling[] {
    const air: Falling[] = []
    const first = Math.max(0, Math.ceil((since_ms - FALL_MS_MAX) / EVERY_MS))
    for (let id = first; id * EVERY_MS <= since_ms; id++) {
      const packet = this.#packet(id, since_ms - id * EVERY_MS)
      if (packet) air.push(packet)
    }
    return air
  }

  #packet(id: number, age_ms: number): Falling | null {
    const fall_ms = FALL_MS_MIN + this.#share(id, 1) * (FALL_MS_MAX - FALL_MS_MIN)
    if (age_ms > fall_ms) return null
    // Golden steps keep neighbours apart; the jitter hides that they do.
    const lane = (this.#share(0, 2) + id * GOLDEN + this.#share(id, 3) * 0.12) % 1
    const swing = age_ms / 420 + this.#share(id, 4) * 2 * Math.PI
    return {
      id,
      x: MARGIN + lane * (1 - 2 * MARGIN) + 0.025 * Math.sin(swing),
      y: (age_ms / fall_ms) * (1 + 2 * BEYOND) - BEYOND,
      size: 0.85 + this.#share(id, 5) * 0.3,
      angle: (this.#share(id, 6) - 0.5) * 0.5 + 0.16 * Math.cos(swing),
    }
  }

  /** A number from 0 to 1 that looks like chance: integers mixed, so no two machines differ. */
  #share(id: number, salt: number): number {
    let x = this.#seed ^ Math.imul(id + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b)
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32
  }
}
