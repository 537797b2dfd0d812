import { describe, expect, it } from 'vitest'
import vectors from '../../../tests/vectors/guarantees.json'
import { utf8 } from './bytes'
import type { DrawFound } from './found'
import type { Claim } from './recount-claims'
import { checkGuarantees, GUARANTEES } from './recount-guarantees'
import { Checks } from './report'
import { finish } from './steps'

const GIVEN = vectors.units.map((unit): Claim => {
  return { ...unit, batch: '1-0', claim_id: 'c'.repeat(32), gen: 1, index: 0, quantity: 1 }
})

function counted(lines: readonly string[], draws: readonly DrawFound[] = [], given = GIVEN) {
  const checks = new Checks()
  const files = new Map([[GUARANTEES, utf8(lines.map((line) => `${line}\n`).join(''))]])
  try {
    return { found: finish(checkGuarantees(checks, files, given, draws)), checks, why: '' }
  } catch {
    // The check says what it was.
    return { found: null, checks, why: checks.done.find(({ ok }) => !ok)?.detail ?? '' }
  }
}

const NIGHT = vectors.good[0]!.lines

it('counts claims, decisions and coupons to the fen', () => {
  const { found, checks } = counted(NIGHT)
  expect(found).toEqual({ claims: 4, met: 2, refused: 1, open: 1, met_fen: 900 })
  expect(checks.done).toEqual([
    { name: 'guarantees', ok: true, detail: '4 claims, 2 met with 900 fen' },
  ])
  expect(checks.unproven).toEqual(['terms'])
})

it('says nothing of a record without claims', () => {
  const checks = new Checks()
  expect(finish(checkGuarantees(checks, new Map(), GIVEN, []))).toBeNull()
  expect([checks.done, checks.unproven]).toEqual([[], []])
})

describe.each([
  ['good', vectors.good, true],
  ['bad', vectors.bad, false],
  ['broken', vectors.broken, false],
  // What only the sheet says no to is left to `gala verify`, and said: `terms`.
  ['bad by the sheet', vectors.bad_by_the_sheet, true],
] as const)('the vectors that are %s', (_, cases, holds) => {
  it.each(cases)('$name', ({ lines }) => {
    const { checks, why } = counted(lines)
    expect(checks.done.every(({ ok }) => ok), why).toBe(holds)
  })
})

it('by lot takes a claim of who was drawn, and of nobody who has only entered', () => {
  const drawn = (pseudonym: string) => {
    const manifest = { window: 'pens', rule: { by_outlet: true } }
    return [{ kind: 'draw', manifest, places: [{ leaf: { pseudonym } }] }] as unknown as DrawFound[]
  }
  const first = NIGHT.slice(0, 1)
  expect(counted(first, drawn('a'.repeat(32))).found?.open).toBe(1)
  expect(counted(first, drawn('b'.repeat(32))).why).toMatch(/was not given/)
})
