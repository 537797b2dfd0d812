import { describe, expect, it } from 'vitest'
import { apply, at, snapshot, type Board } from './board'
import type { Cue } from './cue'
import { drawOf, frozenOf } from './draw-picture'
import { cue, SECKILL, T0 } from './fixtures'

const BYTES = Uint8Array.of(0xab, 0xcd)
const HEX = 'abcd'

const frozen = (seq: number, gen = 1) => cue(seq, 'entries_frozen', ['w', gen, BYTES, 9, 12])
const committed = (seq: number, number = 1, kind = 'draw') =>
  cue(seq, 'draw_committed', [number, 's', kind, 'w', '{"manifest"}', T0 + 9_000])
const opened = (seq: number, number = 1) =>
  cue(seq, 'draw_opened', [number, 's', BYTES, BYTES, [[4, 'a leaf', BYTES]]])
const rain = (seq: number, present_at_ms: number) =>
  cue(seq, 'rain_opened', [1, 's', BYTES, BYTES, BYTES, 5, 60, 40], present_at_ms)
const announced = (seq: number, place = 0) =>
  cue(seq, 'draw_announced', [1, 's', [[place, 'gold', BYTES]], 1])

const learnt = (...cues: Cue[]) =>
  cues.reduce<Board | null>((board, one) => board && apply(board, one), snapshot(1, 0, []))
const drawn = (board: Board | null, now_ms = T0, delay_ms = 0) => at(board, now_ms, delay_ms)

describe('the picture of a draw', () => {
  it('has the frozen entries by window; the next opening of it replaces them', () => {
    const told = { gen: 1, root: HEX, entries: 9, numbers: 12 }
    expect(drawn(learnt(frozen(1))).frozen).toEqual({ w: told })
    expect(drawn(learnt(frozen(1), frozen(2, 2))).frozen.w?.gen).toBe(2)
    const reopened = cue(2, 'window', ['w', 2, 'armed', []])
    expect(frozenOf(drawn(learnt(frozen(1))), 'w')).toMatchObject(told)
    expect(frozenOf(drawn(learnt(frozen(1), reopened)), 'w')).toBeNull()
  })

  it('goes from the commitment to the opening to the envelope', () => {
    const first = learnt(committed(1))
    expect(drawn(first).draws[1]).toMatchObject({
      state: 'committed',
      kind: 'draw',
      window: 'w',
      manifest: '{"manifest"}',
      round_at_ms: T0 + 9_000,
      opened_at_ms: null,
    })
    const second = first && apply(first, opened(2))
    expect(drawn(second).draws[1]).toMatchObject({
      state: 'opened',
      manifest: '{"manifest"}',
      signature: HEX,
      proof: HEX,
      places: [[4, 'a leaf', HEX]],
      winners: [],
      prizes: {},
    })
    const third = second && apply(second, announced(3))
    expect(drawn(third).draws[1]).toMatchObject({
      state: 'announced',
      signature: HEX,
      winners: [{ place: 0, prize_id: 'gold', pseudonym: HEX }],
      count: 1,
    })
    const again = third && apply(third, announced(4, 1))
    expect(drawn(again).draws[1]?.winners).toMatchObject([{ place: 1 }])
  })

  it('opens a rain at the instant of its cue, the outlet’s delay later', () => {
    const board = learnt(committed(1, 1, 'rain'), rain(2, T0 + 600))
    expect(drawn(board, T0 + 8_599, 8_000).draws[1]?.state).toBe('committed')
    expect(drawn(board, T0 + 8_600, 8_000).draws[1]).toMatchObject({
      state: 'opened',
      kind: 'rain',
      opened_at_ms: T0 + 600,
      root: HEX,
      packets: 5,
      paid_fen: 60,
      returned_fen: 40,
    })
  })

  it('keeps a void draw beside the one that follows it', () => {
    const voided = cue(2, 'draw_voided', [1, 's', 'late'])
    const board = learnt(committed(1), voided, committed(3, 2))
    const picture = drawn(board)
    expect(picture.draws[1]).toMatchObject({ state: 'void', reason: 'late' })
    expect(drawOf(picture, 's')).toMatchObject({ number: 2, state: 'committed' })
    expect(drawOf(picture, 'other')).toBeNull()
  })

  it('says why nothing more is drawn', () => {
    const board = learnt(cue(1, 'draw_given_up', ['s', 'empty']))
    expect(drawn(board).given_up).toEqual({ s: 'empty' })
  })

  it('folds what a snapshot has left of it', () => {
    const opened_only = drawn(snapshot(1, 30, [opened(30)])).draws[1]
    expect(opened_only).toMatchObject({ state: 'opened', kind: 'draw', manifest: null })
    const announced_only = drawn(snapshot(1, 30, [announced(30)])).draws[1]
    expect(announced_only).toMatchObject({ state: 'announced', places: [], signature: null })
    const void_only = drawn(snapshot(1, 30, [cue(30, 'draw_voided', [1, 's', 'late'])])).draws[1]
    expect(void_only).toMatchObject({ state: 'void', kind: null })
  })

  it('remembers the segments that were on air', () => {
    const board = learnt(cue(1, 'take', [SECKILL, T0 + 1, null], T0))
    expect(drawn(board, T0 - 1).taken).toEqual({})
    expect(drawn(board).taken).toMatchObject({ phone: { kind: 'seckill' } })
  })
})
