import { describe, expect, it } from 'vitest'
import { backoff, comingBack } from './return'

describe('coming back after a close', () => {
  it.each([
    [{ code: 1001, reason: 'drain 340' }, { do: 'come_back', after_ms: 340 }],
    [{ code: 4408, reason: 'behind 2000' }, { do: 'come_back', after_ms: 2000 }],
    [{ code: 4429, reason: 'flood 5000' }, { do: 'come_back', after_ms: 5000 }],
    [{ code: 1000, reason: 'over' }, { do: 'stop', word: 'over' }],
    [{ code: 1008, reason: 'malformed' }, { do: 'stop', word: 'malformed' }],
    [{ code: 4429, reason: 'flood' }, { do: 'stop', word: 'flood' }],
    [{ code: 1002, reason: '' }, { do: 'stop', word: '1002' }],
    [{ code: 4401, reason: 'expired' }, { do: 'join_again' }],
    [{ code: 1006, reason: '' }, { do: 'come_back', after_ms: 500 }],
    [{ code: 1001, reason: 'drain soon' }, { do: 'stop', word: 'drain' }],
  ])('%j', (close, expected) => {
    expect(comingBack(close, 0, 0.5)).toEqual(expected)
  })

  it('waits longer after each failure, up to 15 s', () => {
    const most = [0, 1, 2, 3, 4, 5, 99].map((failures) => backoff(failures, 1))
    expect(most).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000])
    expect(backoff(3, 0)).toBe(0)
  })
})
