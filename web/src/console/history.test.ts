import { expect, it } from 'vitest'
import { heard, lineOf, NO_HISTORY, STEPS } from './history'

it('keeps the largest figure of a step, and three minutes of steps', () => {
  let history = heard(NO_HISTORY, 5_000, 10)
  history = heard(history, 5_250, 40)
  history = heard(history, 6_999, 20)
  history = heard(history, 7_000, 30)
  expect(history.values).toEqual([40, 30])
  for (let i = 0; i < 2 * STEPS; i++) history = heard(history, 10_000 + i * 2_000, i)
  expect(history.values).toHaveLength(STEPS)
  expect(history.values[STEPS - 1]).toBe(2 * STEPS - 1)
})

it('draws from the right, on a scale that begins at zero', () => {
  expect(lineOf([0, 50, 100], STEPS - 1, 40)).toBe('87.0,40.0 L88.0,20.0 L89.0,0.0')
  expect(lineOf([0, 0], STEPS - 1, 40)).toBe('88.0,40.0 L89.0,40.0')
  expect(lineOf([], 100, 40)).toBe('')
})
