import { decode } from '@msgpack/msgpack'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cueOf, type Cue } from './cue'
import { Shown } from './shown'

const SEGMENT = ['a', 'host', ['开场', 'Opening'], [], []]

function cue(seq: number, at_ms: number, kind: string, body: unknown[]): Cue {
  const read = cueOf(['main', 3, seq, at_ms, kind, body])
  if (!read) throw new Error('not a cue')
  return read
}

const take = (seq: number, at_ms: number) => cue(seq, at_ms, 'take', [SEGMENT, 90_000, null])

describe('how late takes came on screen', () => {
  let sent: unknown[]
  let shown: Shown

  beforeEach(() => {
    vi.useFakeTimers()
    sent = []
    shown = new Shown({ send: (message) => sent.push(decode(message)), random: () => 0.5 })
  })
  afterEach(() => void vi.useRealTimers())

  it('is told some seconds after it was painted, to the millisecond', () => {
    shown.learn(take(7, 1_500))
    shown.painted(1_400, 3)
    expect(shown.waits).toBe(true)
    shown.painted(1_516.4, 2.2)
    expect(shown.waits).toBe(false)
    expect(sent).toEqual([])
    vi.advanceTimersByTime(2_500)
    expect(sent).toEqual([['presented', 3, 7, 16, 3]])
  })

  it('is told once, and of the newest of two at once', () => {
    shown.learn(take(7, 1_000))
    shown.learn(take(8, 1_010))
    shown.painted(1_020, 1)
    shown.painted(1_021, 1)
    vi.advanceTimersByTime(10_000)
    expect(sent).toEqual([['presented', 3, 8, 10, 1]])
  })

  it('counts from the instant to which a take was moved', () => {
    shown.learn(take(7, 1_000))
    shown.learn(cue(8, 2_000, 'retime', ['a', 90_000, null]))
    shown.painted(1_500, 1)
    shown.painted(2_030, 1)
    vi.advanceTimersByTime(10_000)
    expect(sent).toEqual([['presented', 3, 7, 30, 1]])
  })

  it('says nothing of what is at once, was called off, or was missed', () => {
    shown.learn(take(7, 0))
    shown.learn(take(8, 1_000))
    shown.learn(cue(9, 0, 'cancel', ['a']))
    shown.learn(take(10, 1_200))
    shown.forget()
    shown.painted(5_000, 1)
    vi.advanceTimersByTime(10_000)
    expect(sent).toEqual([])
  })
})
