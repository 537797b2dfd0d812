import { equal } from './bytes'
import type { WindowFound } from './found'
import { readLeaf, readUnsold, shareOf } from './leaf'
import { must } from './refused'
import { isSeckill, type Frozen } from './rows'
import type { Steps } from './steps'
import { sumRoot } from './sum-tree'

const LEAVES_A_STEP = 1024

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
    for (; at < leaves.length; at++) {
      const text = leaves[at]!
      const leaf = readLeaf(text)
      const own = leaf ?? readUnsold(text)!
      if (own.outlet !== outlet) break
      must(own.unit === unit, `leaf ${at} has unit ${own.unit} and not ${unit}`)
      must(leaf === null || sold, `leaf ${at} was given after one that was not`)
      sold = leaf !== null
      unit += leaf?.quantity ?? 1
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
    must(!seckill || unit - 1 === declared, `outlet ${outlet} has ${unit - 1} of ${declared} units`)
  }
  must(at === leaves.length, `leaf ${at} is of no outlet that comes next`)
  const tree = yield* sumRoot(leaves.map(shareOf))
  must(equal(tree.hash, root), 'the leaves lead to another root')
  return { kind: 'window', window, gen, frozen_ms, seckill, root: tree, outlets, leaves }
}
