import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import vectors from '../../../tests/vectors/guarantees.json'
import { ceilingOf, readCard, untilOf } from './card'

const CARD = readCard(vectors.sheet)!

it('reads what a sheet guarantees', () => {
  expect([...CARD.windows].map(([window, given]) => [window, [...given]])).toEqual([
    ['pens', ['refund', 'freight', 'tenfold', 'again']],
  ])
  expect(CARD.offers.get('refund')).toEqual({
    kind: 'refund_only',
    limit_fen: 500,
    times: 0,
    claim_days: 30,
    quota: { unit: 'fen', most: 700 },
  })
  expect(CARD.offers.get('again')).toMatchObject({
    limit_fen: 500,
    quota: { unit: 'claims', most: 1 },
  })
  expect(CARD.lots.size).toBe(0)
})

it.each([
  ['refund', 400, 400],
  ['refund', 900, 500],
  ['freight', 1, 1200],
  ['tenfold', 400, 4000],
  ['again', 400, 500],
])('a claim on %s by who paid %i is worth at most %i', (guarantee, paid_fen, most_fen) => {
  expect(ceilingOf(CARD.offers.get(guarantee)!, paid_fen)).toBe(most_fen)
})

it('knows a limit of ten times, windows by lot, and the last day', () => {
  const offer = CARD.offers.get('tenfold')!
  expect(ceilingOf({ ...offer, limit_fen: 1000 }, 400)).toBe(1000)
  expect(untilOf(offer, 5)).toBe(365 * 86_400_000 + 5)
  const lot = readCard(vectors.sheet.replace('open_for: 40s, stock', 'open_for: 40s, by: lot, stock'))
  expect([...lot!.lots]).toEqual(['pens'])
})

it.each(Object.entries(vectors.shows))('reads %s as the rules do', (name, told) => {
  const path = new URL(`../../../run_sheet/shows/${name}`, import.meta.url)
  const { windows, offers, lots } = readCard(readFileSync(path, 'utf-8'))!
  const sorted = [...windows].map(([window, given]) => [window, [...given].sort()])
  expect(Object.fromEntries(sorted)).toEqual(told.windows)
  expect(Object.fromEntries(offers)).toEqual(told.offers)
  expect([...lots].sort()).toEqual(told.lots)
})

describe('of a sheet that is not as it should be it reads nothing', () => {
  it.each([
    ['no YAML', 'a: ['],
    ['no table', 'only text'],
    ['another kind', vectors.sheet.replace('kind: refund_only', 'kind: other')],
    ['no number', vectors.sheet.replace('claim_days: 30', 'claim_days: many')],
    ['goods that are not there', vectors.sheet.replace('goods: pen', 'goods: nothing')],
    ['a key twice', `${vectors.sheet}\ngoods: []\n`],
  ])('%s', (_, sheet) => {
    expect(readCard(sheet)).toBeNull()
  })
})

it('reads a sheet without guarantees as one that gives none', () => {
  expect(readCard('segments: []')!.windows.size).toBe(0)
})
