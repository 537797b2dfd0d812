import { expect, it } from 'vitest'
import { histogram, median } from './histogram'

it('puts every amount into one bar', () => {
  const amounts = Array.from({ length: 1000 }, (_, i) => 1 + ((i * 37) % 200))
  const bars = histogram(amounts, 14)
  expect(bars.length).toBeLessThanOrEqual(14)
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(1000)
  expect([bars[0]!.from, bars[bars.length - 1]!.to]).toEqual([1, 200])
  expect(histogram([5, 5, 5], 14)).toEqual([{ from: 5, to: 5, count: 3 }])
  expect(histogram([], 14)).toEqual([])
})

it('finds the middle', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2)
})
