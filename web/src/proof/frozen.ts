import { equal, sha256, u64, type Bytes } from './bytes'
import type { WindowFound } from './found'
import { readLeaf, readUnsold, shareOf } from './leaf'
import { pieces } from './merkle'
import { must } from './refused'
import { isSeckill, numbersOf, type Frozen } from './rows'
import type { Steps } from './steps'
import { NODE_BYTES, rootOfSumPath, sumRoot, type RootNode } from './sum-tree'

/** What commits to a frozen tree: a row of the log, a manifest, the bundle of an entry. */
export interface Bound {
  readonly window: string
  readonly root: Bytes
  readonly entries: number
  readonly numbers: number
}

const LEAVES_A_STEP = 1024

/** The root that binds a window's name and how many leaves it has to the root node of its tree. */
export function frozenRoot(window: string, entries: number, { hash, sum }: RootNode): Bytes {
  return sha256(`gala/frozen/v1\n${window}\n`, u64(entries), hash, u64(sum))
}

/** The first of a leaf's numbers. Refuses a leaf that is not at this place of the bound tree. */
export function lowIn(bound: Bound, index: number, leaf: string, path: Bytes): number {
  const nodes = pieces(path, NODE_BYTES)
  const { root, low } = rootOfSumPath(shareOf(leaf), index, bound.entries, nodes)
  checkRoot(bound, root)
  return low
}

function checkRoot({ window, root, entries, numbers }: Bound, node: RootNode): void {
  must(node.sum === numbers, `the tree has the sum ${node.sum} and not ${numbers}`)
  must(equal(frozenRoot(window, entries, node), root), 'the tree has another root')
}

/** Build a window's frozen tree from its leaves. Refuses them when it is not the logged one. */
export function* checkFrozen(row: Frozen, leaves: readonly string[]): Steps<WindowFound> {
  const [, frozen_ms, window, gen, root, entries, outlets] = row
  must(leaves.length === entries, `${leaves.length} leaves and not ${entries}`)
  const seckill = isSeckill(row)
  const seen = new Set<string>()
  let at = 0
  for (const [outlet, declared, given] of outlets) {
    let unit = 1
    let sold = true
    let taken = 0
    let left = 0
    for (; at < leaves.length; at++) {
      const text = leaves[at]!
      const leaf = readLeaf(text)
      const own = leaf ?? readUnsold(text)!
      if (own.outlet !== outlet) break
      // The shards of a seckill number units each in its turn; all else stands where it says.
      const follows = seckill && leaf ? own.unit >= unit : own.unit === unit
      must(follows, `leaf ${at} has unit ${own.unit}, where ${unit} comes`)
      must(leaf === null || sold, `leaf ${at} was given after one that was not`)
      sold = leaf !== null
      unit = own.unit + (leaf?.quantity ?? 1)
      left += leaf ? 0 : 1
      if (leaf) {
        taken += leaf.quantity
        must(!seckill || leaf.quantity === 1, `leaf ${at} is more than one unit`)
        must(!seen.has(leaf.pseudonym), `leaf ${at} has a viewer for the second time`)
        seen.add(leaf.pseudonym)
      } else {
        must(seckill, `leaf ${at} is unsold, but nothing was for sale`)
      }
      if (at % LEAVES_A_STEP === 0) yield
    }
    must(taken === given, `outlet ${outlet} gave ${taken} and not ${given}`)
    must(!seckill || taken + left === declared, `outlet ${outlet}: not ${declared} units`)
  }
  must(at === leaves.length, `leaf ${at} is of no outlet that comes next`)
  const numbers = numbersOf(row)
  checkRoot({ window, root, entries, numbers }, yield* sumRoot(leaves.map(shareOf)))
  const whole = { window, gen, frozen_ms, seckill, root, numbers, outlets, leaves }
  return { kind: 'window', ...whole, voided: [] }
}
