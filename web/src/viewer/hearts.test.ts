import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Flags } from './flags'
import { Hearts } from './hearts'

describe('hearts', () => {
  let sent: number[]
  let hearts: Hearts

  beforeEach(() => {
    vi.useFakeTimers()
    sent = []
    hearts = new Hearts((count) => sent.push(count))
  })
  afterEach(() => void vi.useRealTimers())

  it('are gathered for a second into one message', () => {
    for (let tap = 0; tap < 3; tap += 1) hearts.tap()
    vi.advanceTimersByTime(999)
    expect(sent).toEqual([])
    vi.advanceTimersByTime(1)
    expect(sent).toEqual([3])
    vi.advanceTimersByTime(5_000)
    expect(sent).toEqual([3])
    hearts.tap()
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([3, 1])
  })

  it('are no more than the edge counts', () => {
    for (let tap = 0; tap < 100; tap += 1) hearts.tap()
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([20])
  })

  it('that wait when the line breaks are not sent later', () => {
    hearts.tap()
    hearts.forget()
    vi.advanceTimersByTime(5_000)
    expect(sent).toEqual([])
  })
})

it('a flag is raised once for a segment and a reason', () => {
  const flags = new Flags()
  flags.add('sale', 'wrong_price')
  expect(flags.has('sale', 'wrong_price')).toBe(true)
  expect(flags.has('sale', 'other')).toBe(false)
  expect(flags.has('opening', 'wrong_price')).toBe(false)
})
