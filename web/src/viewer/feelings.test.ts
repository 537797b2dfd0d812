import { decode } from '@msgpack/msgpack'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Feelings } from './feelings'

describe('what a viewer feels', () => {
  let sent: unknown[]
  let open: boolean
  let hearts: Record<string, number> | null
  let feelings: Feelings

  beforeEach(() => {
    vi.useFakeTimers()
    sent = []
    open = true
    hearts = { a: 7 }
    feelings = new Feelings({
      open: () => open,
      hearts: () => hearts,
      send: (message) => sent.push(decode(message)),
      changed: () => {},
    })
  })
  afterEach(() => void vi.useRealTimers())

  it('hearts are gathered for a second into one message', () => {
    for (let tap = 0; tap < 3; tap += 1) feelings.tap()
    vi.advanceTimersByTime(999)
    expect(sent).toEqual([])
    vi.advanceTimersByTime(1)
    expect(sent).toEqual([['heart', 3]])
    vi.advanceTimersByTime(5_000)
    feelings.tap()
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([
      ['heart', 3],
      ['heart', 1],
    ])
  })

  it('hearts are no more than the edge counts', () => {
    for (let tap = 0; tap < 100; tap += 1) feelings.tap()
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([['heart', 20]])
  })

  it('hearts rest while the edge takes none, and what waits when the line breaks is not sent', () => {
    expect([feelings.taken, feelings.of('a'), feelings.of('b')]).toEqual([true, 7, 0])
    feelings.tap()
    feelings.forget()
    hearts = null
    feelings.tap()
    open = false
    hearts = {}
    feelings.tap()
    vi.advanceTimersByTime(5_000)
    expect(feelings.taken).toBe(false)
    expect(sent).toEqual([])
  })

  it('a flag is raised once for a segment and a reason, and only over a line', () => {
    open = false
    feelings.flag('a', 'other')
    expect(feelings.flagged('a', 'other')).toBe(false)
    open = true
    feelings.flag('a', 'other')
    feelings.flag('a', 'other')
    feelings.flag('b', 'other')
    expect(feelings.flagged('a', 'other')).toBe(true)
    expect(feelings.flagged('a', 'offensive')).toBe(false)
    expect(sent).toEqual([
      ['flag', 'a', 'other'],
      ['flag', 'b', 'other'],
    ])
  })
})
