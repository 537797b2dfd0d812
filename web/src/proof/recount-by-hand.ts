import type { Voided } from './found'
import { readLeaf } from './leaf'
import type { Claim } from './recount-claims'
import type { Told } from './recount-log'
import { must } from './refused'
import type { Checks } from './report'
import type { Row } from './rows'
import type { Steps } from './steps'

/**
 * What people did to windows by hand: more stock, and results withdrawn; who, why, and how much. A
 * revoked unit stays a leaf and a claim: it is counted, and shown as void. A record without such
 * rows has no such checks.
 */
export function* checkByHand(
  checks: Checks,
  told: readonly Told[],
  claims: readonly Claim[],
): Steps<Voided[]> {
  const rows = told.map(({ row }) => row)
  if (rows.some(([name]) => name === 'window_topped_up')) {
    yield* checks.check('topped up', () => [null, topUps(rows).join('; ')])
  }
  if (!rows.some(([name]) => name === 'window_revoked')) return []
  return yield* checks.check('revoked', () => {
    const voided = voids(rows, claims)
    const said = voided.map(
      ({ window, gen, units, reason, by, second }) =>
        `${units} units of opening ${gen} of ${window} are void, by ${by} and ${second}: ${reason}`,
    )
    return [voided, said.join('; ')]
  })
}

/** Each top-up in words, once every tree is seen to be over what was declared and added. */
function topUps(rows: readonly Row[]): string[] {
  const told: string[] = []
  const added = new Map<string, number>()
  const sheets = new Map<string, number>()
  for (const row of rows) {
    if (row[0] === 'window_topped_up') {
      const [, , window, , outlet, units, reason, by, second] = row
      const part = `${window} ${outlet}`
      added.set(part, (added.get(part) ?? 0) + units)
      told.push(`${units} more of ${window} on ${outlet} by ${by} and ${second}: ${reason}`)
    } else if (row[0] === 'entries_frozen') {
      const [, , window, , , , outlets] = row
      for (const [outlet, declared] of outlets) {
        const part = `${window} ${outlet}`
        // What the sheet declared never changes.
        const sheet = declared - (added.get(part) ?? 0)
        const same = sheet >= 0 && sheet === (sheets.get(part) ?? sheet)
        must(same, `the stock of ${window} on ${outlet} is not what was added`)
        sheets.set(part, sheet)
      }
    }
  }
  return told
}

/** What is given of a window, as its leaves tell it. */
export function givenOf(window: string, leaves: readonly string[]): Given[] {
  return leaves.flatMap((text) => {
    const leaf = readLeaf(text)
    return leaf ? [{ window, gen: leaf.gen, quantity: leaf.quantity }] : []
  })
}

type Given = Pick<Claim, 'window' | 'gen' | 'quantity'>

/** What was revoked, with the units that are void by it. */
export function voids(rows: readonly Row[], claims: readonly Given[]): Voided[] {
  const units = new Map<string, number>()
  for (const { window, gen, quantity } of claims) {
    const opening = `${window} ${gen}`
    units.set(opening, (units.get(opening) ?? 0) + quantity)
  }
  const voided = new Map<string, Voided>()
  for (const row of rows) {
    if (row[0] !== 'window_revoked') continue
    const [, , window, gen, reason, by, second] = row
    const opening = `${window} ${gen}`
    must(!voided.has(opening), `opening ${gen} of ${window} is revoked twice`)
    voided.set(opening, { window, gen, units: units.get(opening) ?? 0, reason, by, second })
  }
  return [...voided.values()]
}
