import type { Bytes } from './bytes'
import type { RainRule } from './manifest'
import type { Steps } from './steps'
import { Stream } from './stream'
import type { Share } from './sum-tree'

/** A packet that was opened: whose chance got it and what is in it. */
export interface Packet {
  readonly chance: number
  readonly fen: number
}

/** How a rain fell: packet j is the j-th. */
export interface Split {
  readonly packets: readonly Packet[]
  readonly paid_fen: number
  readonly returned_fen: number
}

const PACKETS_A_STEP = 4096

/** Split a pool among so many chances. */
export function* splitting(seed: Bytes, chances: number, rule: RainRule): Steps<Split> {
  const { packets: count, min_fen, max_fen, pool_fen } = rule
  const stream = new Stream(seed)
  const n = Math.min(count, chances)
  const who: number[] = []
  // Only the places that a swap has touched: the others hold their own number.
  const moved = new Map<number, number>()
  for (let j = 0; j < n; j++) {
    const at = j + stream.below(chances - j)
    who.push(moved.get(at) ?? at)
    moved.set(at, moved.get(j) ?? j)
    moved.delete(j)
    if (j % PACKETS_A_STEP === 0) yield
  }
  const packets: Packet[] = []
  const range = max_fen - min_fen
  let spare = pool_fen - count * min_fen
  for (let j = 0; j < n; j++) {
    const left = count - j
    const least = Math.max(0, spare - range * (left - 1))
    const most = Math.min(range, spare, twiceTheMean(spare, left))
    const extra = least + stream.below(most - least + 1)
    spare -= extra
    packets.push({ chance: who[j]!, fen: min_fen + extra })
    if (j % PACKETS_A_STEP === 0) yield
  }
  const returned_fen = min_fen * (count - n) + spare
  return { packets, paid_fen: pool_fen - returned_fen, returned_fen }
}

/** The leaves of the packet tree. */
export function packetLeaves({ packets, returned_fen }: Split, rule: RainRule): Share[] {
  const leaves = packets.map(({ chance, fen }, j): Share => [`${j} ${chance} ${fen} paid`, fen])
  if (rule.packets > packets.length) leaves.push([`- - ${returned_fen} returned`, returned_fen])
  return leaves
}

/** ⌊2 · spare / left⌋, exact though 2 · spare may pass 2⁵³. */
function twiceTheMean(spare: number, left: number): number {
  const rest = spare % left
  return 2 * ((spare - rest) / left) + (2 * rest >= left ? 1 : 0)
}
