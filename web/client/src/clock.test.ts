import { describe, expect, it } from 'vitest'
import { errorBound, heard, NO_CLOCK, offset, type Exchange } from './clock'

const AHEAD = 1_000_000

/** An exchange with so long a way there and back, and so long a stay. */
function exchange(t0: number, there: number, back: number, stay = 2, error = 0): Exchange {
  const t1 = t0 + there + AHEAD
  return { t0, t1, t2: t1 + stay, t3: t0 + there + stay + back, error }
}

describe('the show’s clock', () => {
  it('is unknown before the first exchange', () => {
    expect(offset(NO_CLOCK)).toBeNull()
    expect(errorBound(NO_CLOCK)).toBeNull()
  })

  it('is exact when both ways take as long', () => {
    const clock = heard(NO_CLOCK, exchange(5, 30, 30))
    expect([offset(clock), errorBound(clock)]).toEqual([AHEAD, 31])
  })

  it('uses the exchange with the smallest round trip', () => {
    const clock = [exchange(0, 300, 10), exchange(500, 4, 6), exchange(900, 10, 400)].reduce(
      heard,
      NO_CLOCK,
    )
    expect([offset(clock), errorBound(clock)]).toEqual([AHEAD - 1, 6])
  })

  it('counts how wrong the edge may be itself', () => {
    const unsure = heard(NO_CLOCK, exchange(0, 2, 2, 2, 130))
    expect(errorBound(unsure)).toBe(133)
    const clock = heard(unsure, { ...exchange(900, 40, 40), error: 1 })
    expect([offset(clock), errorBound(clock)]).toEqual([AHEAD, 42])
  })

  it('is never wrong by more than its bound', () => {
    for (const [there, back] of [[0, 80], [80, 0], [13, 57], [1, 1]] as const) {
      const clock = heard(NO_CLOCK, exchange(0, there, back))
      const wrong = Math.abs((offset(clock) ?? 0) - AHEAD)
      expect(wrong).toBeLessThanOrEqual(errorBound(clock) ?? -1)
    }
  })

  it('forgets all but the last eight', () => {
    let clock = heard(NO_CLOCK, exchange(0, 1, 1))
    for (let i = 1; i <= 8; i++) clock = heard(clock, exchange(i * 100, 50, 50))
    expect([clock.length, errorBound(clock)]).toEqual([8, 51])
  })
})
