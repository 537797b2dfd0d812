import { expect, it } from 'vitest'
import { fenOf, typedYuan } from './amount'

it.each([
  ['12', 1200],
  ['12.5', 1250],
  ['12.50', 1250],
  [' 0.01 ', 1],
  ['0', 0],
  ['9999999999999.99', 999999999999999],
])('reads %s as %i fen', (text, fen) => {
  expect(fenOf(text)).toBe(fen)
})

it.each(['', '.5', '1.', '1.234', '-1', '1,000', '1e3', '¥1', '99999999999999'])(
  'reads %s as no amount',
  (text) => {
    expect(fenOf(text)).toBe(null)
  },
)

it('writes what it reads', () => {
  for (const fen of [0, 1, 99, 100, 1250, 123456789]) expect(fenOf(typedYuan(fen))).toBe(fen)
  expect(typedYuan(1205)).toBe('12.05')
})
