import { equal, fromHex, fromUtf8, sha256, toHex, u64, type Bytes } from './bytes'
import { roundSigned } from './bls'
import type { Pins } from './pins'
import { must } from './refused'
import { hex, integer, object, oneOf } from './shape'

/** Where the chance comes from that nobody knows beforehand. */
export type Beacon = ReturnType<typeof BEACON>
export type BeaconKind = Beacon['kind']

type BeaconPins = Pick<Pins, 'rehearsal'>

export const BEACON = object({
  chain: hex(32),
  genesis_ms: integer,
  kind: oneOf('quicknet', 'rehearsal', 'hall'),
  late_ms: integer,
  margin_ms: integer,
  period_ms: integer,
})

const RAIN_MARGIN_MS_MAX = 6_000
const HALL_CHARS_MAX = 64

/** drand's chain quicknet, as drand publishes it. */
const QUICKNET = {
  chain: fromHex('52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'),
  genesis_ms: 1_692_803_367_000,
  period_ms: 3000,
  key: fromHex(
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c' +
      '8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb' +
      '5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  ),
}

/** Refuse a beacon that is not the one of its kind, as far as one can tell without keys. */
export function checkBeacon({ kind, chain, genesis_ms, period_ms }: Beacon): void {
  if (kind === 'hall') {
    const empty = chain.every((byte) => byte === 0) && genesis_ms === 0 && period_ms === 0
    must(empty, 'a hall beacon has no chain')
  } else if (kind === 'quicknet') {
    const same = genesis_ms === QUICKNET.genesis_ms && period_ms === QUICKNET.period_ms
    must(same && equal(chain, QUICKNET.chain), 'the chain is not quicknet')
  } else {
    must(period_ms > 0, 'the rounds of the beacon have no period')
  }
}

/** Refuse a rehearsal beacon that is not the pinned one. */
export function checkChain({ kind, chain, genesis_ms, period_ms }: Beacon, pins: BeaconPins): void {
  const own = kind !== 'rehearsal' || equal(chain, chainOf(pins.rehearsal, period_ms, genesis_ms))
  must(own, 'the rehearsal beacon is not the pinned one')
}

/** The hash that names a rehearsal beacon's chain. */
export function chainOf(key: Bytes, period_ms: number, genesis_ms: number): Bytes {
  return sha256('gala/chain/v1\n', key, u64(period_ms), u64(genesis_ms))
}

/** When a round comes. */
export function timeOf(beacon: Beacon, round: number): number {
  return beacon.genesis_ms + (round - 1) * beacon.period_ms
}

/** How long a draw or a rain waits between its commitment and its round, at the least. */
export function marginOf({ margin_ms }: Beacon, kind: 'draw' | 'rain'): number {
  return kind === 'rain' ? Math.min(margin_ms, RAIN_MARGIN_MS_MAX) : margin_ms
}

/** The first round that comes at this instant or later; 0 with a hall beacon. */
export function firstRoundAt(beacon: Beacon, at_ms: number): number {
  if (beacon.kind === 'hall') return 0
  const wait = at_ms - beacon.genesis_ms
  if (wait <= 0) return 1
  const rest = wait % beacon.period_ms
  return 1 + (wait - rest) / beacon.period_ms + (rest > 0 ? 1 : 0)
}

/** Refuse a word that the beacon has not said in this round. A hall's word is what was typed in. */
export function checkWord(beacon: Beacon, round: number, word: Bytes, pins: BeaconPins): void {
  if (beacon.kind === 'hall') {
    const printed = word.every((byte) => byte >= 32 && byte < 127)
    const so = printed && word.length > 0 && word.length <= HALL_CHARS_MAX
    must(so, 'the value of the hall is not 1 to 64 printable ASCII characters')
    return
  }
  const key = beacon.kind === 'quicknet' ? QUICKNET.key : pins.rehearsal
  must(roundSigned(word, round, key), `this is not the beacon's word of round ${round}`)
}

/** A beacon's word as people compare it. */
export function wordText(beacon: Beacon, word: Bytes): string {
  return beacon.kind === 'hall' ? fromUtf8(word) : toHex(word)
}
