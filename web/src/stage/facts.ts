import { isObject, parse } from '../json'
import { isInt, isStr } from 'gala-client/shapes'

export type BeaconKind = 'quicknet' | 'rehearsal' | 'hall' | 'unknown'

/** What the screen tells of a manifest. It checks nothing: whoever scans the code does. */
export interface Facts {
  readonly beacon: BeaconKind
  /** 0 where people in the hall draw. */
  readonly round: number
  readonly root: string
  readonly entries: number
}

/** The facts of a manifest's text; null when there is none, or not even these are in it. */
export function factsOf(manifest: string | null): Facts | null {
  const value = parse(manifest ?? '')
  if (!isObject(value) || !isObject(value.beacon)) return null
  const { round, root, entries } = value
  const { kind } = value.beacon
  if (!isInt(round) || !isStr(root) || !isInt(entries)) return null
  const known = kind === 'quicknet' || kind === 'rehearsal' || kind === 'hall'
  return { beacon: known ? kind : 'unknown', round, root, entries }
}
