import { isObject, parse } from '../../json'
import type { WonClaim } from 'gala-client/claims'
import { all, fits, isInt, isList, isStr } from 'gala-client/shapes'

export type BeaconKind = 'quicknet' | 'rehearsal' | 'hall'

/**
 * What the page tells of a manifest at once. It is read without any check: the verifier, which
 * comes later, refuses a manifest that is not written as it should be.
 */
export interface ManifestFacts {
  readonly origin: string
  readonly beacon: BeaconKind
  readonly round: number
  readonly entries: number
  readonly numbers: number
  readonly root: string
  readonly outlets: readonly (readonly [outlet: string, given: number])[]
  /** The places of a draw: those with a prize, and all. */
  readonly prizes: number
  readonly places: number
  /** The units of each outlet, in a seckill by lot. */
  readonly stocks: readonly (readonly [outlet: string, units: number])[] | null
}

/** How good the chances of an entry are in its outlet. */
export interface Odds {
  readonly units: number
  readonly numbers: number
}

/** The odds in an outlet of a seckill by lot; null elsewhere, and where nothing is to be had. */
export function oddsIn(outlet: string, { stocks, outlets }: ManifestFacts): Odds | null {
  const units = stocks?.find(([id]) => id === outlet)?.[1]
  const numbers = outlets.find(([id]) => id === outlet)?.[1]
  return units === undefined || numbers === undefined ? null : { units, numbers }
}

/** The facts of a manifest's text, or null when it has not even these. */
export function factsOf(manifest: string | null): ManifestFacts | null {
  const read = parse(manifest ?? '')
  if (!isObject(read) || !isObject(read.beacon) || !isObject(read.rule)) return null
  const { origin, round, entries, numbers, root } = read
  const told = [origin, round, entries, numbers, root] as const
  const outlets = all(read.outlets, outletOf)
  const beacon = beaconOf(read.beacon.kind)
  if (!fits(told, isStr, isInt, isInt, isInt, isStr) || !outlets || !beacon) return null
  const counts = all(read.rule.prizes ?? [], (prize) =>
    isObject(prize) && isInt(prize.count) ? prize.count : null,
  )
  const prizes = (counts ?? []).reduce((sum, n) => sum + n, 0)
  const by_outlet = read.rule.by === 'outlet'
  const waiting = isInt(read.rule.alternates) ? read.rule.alternates : 0
  const places = prizes + waiting * (by_outlet ? (counts ?? []).length : 1)
  const [at, r, leaves, all_numbers, hash] = told
  return {
    origin: at,
    beacon,
    round: r,
    entries: leaves,
    numbers: all_numbers,
    root: hash,
    outlets,
    prizes,
    places,
    stocks: by_outlet ? (all(read.rule.prizes, stockOf) ?? null) : null,
  }
}

/** The first of a receipt's numbers among those of all outlets; null when it has no proof. */
export function lowOf(claim: WonClaim, { outlets }: ManifestFacts): number | null {
  let before = 0
  for (const [outlet, given] of outlets) {
    if (outlet === claim.proof?.outlet) return before + claim.unit - 1
    before += given
  }
  return null
}

function stockOf(prize: unknown): readonly [string, number] | null {
  return isObject(prize) && isStr(prize.id) && isInt(prize.count) ? [prize.id, prize.count] : null
}

function outletOf(value: unknown): readonly [string, number] | null {
  return isList(value) && fits(value, isStr, isInt) ? [value[0], value[1]] : null
}

function beaconOf(kind: unknown): BeaconKind | null {
  return kind === 'quicknet' || kind === 'rehearsal' || kind === 'hall' ? kind : null
}
