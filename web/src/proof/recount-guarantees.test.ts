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

function counted(
  lines: readonly string[],
  sheet = vectors.sheet,
  draws: readonly DrawFound[] = [],
) {
  const checks = new Checks()
  const files = new Map([[GUARANTEES, utf8(lines.map((line) => `${line}\n`).join(''))]])
  try {
    return { found: finish(checkGuarantees(checks, files, sheet, GIVEN, draws)), checks, why: '' }
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
  expect(checks.unproven).toEqual([])
})

it('says nothing of a night that guarantees nothing', () => {
  const checks = new Checks()
  const bare = vectors.sheet.replace(/guarantees: \[refund.*\]\}/, 'x: y}')
  expect(finish(checkGuarantees(checks, new Map(), bare, GIVEN, []))).toBeNull()
  expect([checks.done, checks.unproven]).toEqual([[], []])
})

it('misses the file of a night that guarantees something', () => {
  const checks = new Checks()
  const made = checkGuarantees(checks, new Map(), vectors.sheet, GIVEN, [])
  expect(() => finish(made)).toThrow()
  expect(checks.done).toEqual([
    { name: 'guarantees', ok: false, detail: 'guarantees.jsonl is not there' },
  ])
})

it('leaves the terms of a sheet that it cannot read to others, and says so', () => {
  for (const { lines } of vectors.bad_by_the_sheet) {
    const { found, checks } = counted(lines, 'a: [')
    expect(found).not.toBeNull()
    expect(checks.unproven).toEqual(['terms'])
  }
})

describe.each([
  ['good', vectors.good, true],
  ['bad', vectors.bad, false],
  ['broken', vectors.broken, false],
  ['bad by the sheet', vectors.bad_by_the_sheet, false],
] as const)('the vectors that are %s', (_, cases, holds) => {
  it.each(cases)('$name', ({ lines }) => {
    const { checks, why } = counted(lines)
    expect(checks.done.every(({ ok }) => ok), why).toBe(holds)
  })
})

it('by lot takes a claim of who was drawn, and of nobody who has only entered', () => {
  const drawn = (pseudonym: string) => {
    const lot = vectors.sheet.replace('open_for: 40s, stock', 'open_for: 40s, by: lot, stock')
    const manifest = { window: 'pens', rule: { by_outlet: true } }
    const draw = { kind: 'draw', manifest, places: [{ leaf: { pseudonym } }] }
    return counted(NIGHT.slice(0, 1), lot, [draw as unknown as DrawFound])
  }
  expect(drawn('a'.repeat(32)).found?.open).toBe(1)
  expect(drawn('b'.repeat(32)).why).toMatch(/was not given/)
})
