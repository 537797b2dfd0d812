import type { WindowFound } from './found'
import { checkFrozen } from './frozen'
import { writeLeaf, writeUnsold } from './leaf'
import type { Claim } from './recount-claims'
import type { Told } from './recount-log'
import type { Checks } from './report'
import type { Frozen } from './rows'
import type { Steps } from './steps'

/** A window as a line of the log froze it, built again from the claims. */
export interface Rebuilt {
  readonly told: Told
  readonly frozen: Frozen
  readonly found: WindowFound
}

/** Every frozen tree of the night; a window that was opened again is frozen again, with all. */
export function* checkWindows(
  checks: Checks,
  rows: readonly Told[],
  claims: readonly Claim[],
): Steps<Rebuilt[]> {
  const given = new Map<string, Claim[]>()
  for (const claim of claims) {
    const part = `${claim.window} ${claim.outlet}`
    const others = given.get(part)
    if (others) others.push(claim)
    else given.set(part, [claim])
  }
  const windows: Rebuilt[] = []
  for (const told of rows) {
    const frozen = told.row
    if (frozen[0] !== 'entries_frozen') continue
    const found = yield* checks.long(`window ${frozen[2]}`, function* () {
      const built = yield* checkFrozen(frozen, leavesOf(frozen, given))
      return [built, `${built.leaves.length} leaves, frozen by line ${told.i}`]
    })
    windows.push({ told, frozen, found })
  }
  return windows
}

/** The leaves in the order of the tree, and after each outlet's the units that nobody got. */
function leavesOf(frozen: Frozen, given: ReadonlyMap<string, readonly Claim[]>): string[] {
  const [, , window, gen, , entries, outlets] = frozen
  const leaves: string[] = []
  for (const [outlet, declared] of outlets) {
    let unit = 1
    let left = declared
    const claims = [...(given.get(`${window} ${outlet}`) ?? [])].sort((a, b) => a.unit - b.unit)
    for (const claim of claims) {
      if (claim.gen > gen) continue
      leaves.push(writeLeaf(claim))
      unit = claim.unit + claim.quantity
      left -= claim.quantity
    }
    // No more than there can be: a wrong number may be huge.
    for (; left > 0 && leaves.length <= entries; left--) {
      leaves.push(writeUnsold({ outlet, unit }))
      unit++
    }
  }
  return leaves
}
