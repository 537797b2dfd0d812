import { describe, expect, it } from 'vitest'
import vectors from '../../../tests/vectors/audited.json'
import { auditedDigest, auditedTexts } from './audited'
import { toHex } from './bytes'

const [SHEET] = vectors.sheets.map(({ sheet }) => sheet)

describe('shared vectors', () => {
  it.each(vectors.sheets)('make the text of all that a sheet sells again', ({ sheet, goods }) => {
    const made = auditedTexts(sheet)
    const wanted = Object.entries(goods).map(([id, { text }]) => [id, text])
    expect(Object.fromEntries(made!)).toEqual(Object.fromEntries(wanted))
    for (const { text, digest } of Object.values(goods)) {
      expect(toHex(auditedDigest(text))).toBe(digest)
    }
  })

  it('leave a sheet with loops to who writes it out', () => {
    expect(Object.keys(vectors.short.goods)).toEqual(['pen'])
    expect(auditedTexts(vectors.short.sheet)).toBeNull()
  })
})

it.each([
  ['a key of tomorrow', 'price_fen: 1,', 'price_fen: 1, colour: red,'],
  ['a number that is none', 'price_fen: 1,', 'price_fen: one,'],
  ['a duration that is none', 'open_for: 20s', 'open_for: 20'],
  ['a start that is none', 'start: 2021', 'start: 21'],
  ['a text that is a list', 'title: Pens,', 'title: [Pens],'],
])('makes nothing of a sheet with %s', (_, old, now) => {
  expect(SHEET).toContain(old)
  expect(auditedTexts(SHEET!.replace(old, now))).toBeNull()
})

it('has another text when a fen, a unit or a word is another, and none for the clock', () => {
  const before = auditedTexts(SHEET!)!.get('pen')
  const changes = [
    ['price_fen: 1,', 'price_fen: 2,', true],
    ['stock: {app: 400, tv: 2}', 'stock: {app: 400, tv: 3}', true],
    ['Lowest of 30 days', 'Lowest of 90 days', true],
    ['limit_fen: 900', 'limit_fen: 901', true],
    ['length: 60s, goods: pen', 'length: 61s, goods: pen', false],
    ['notes: Smile', 'notes: Laugh', false],
  ] as const
  for (const [old, now, changed] of changes) {
    expect(SHEET).toContain(old)
    expect(auditedTexts(SHEET!.replace(old, now))!.get('pen') !== before, now).toBe(changed)
  }
})
