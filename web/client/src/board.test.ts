import { describe, expect, it } from 'vitest'
import { apply, at, EMPTY, nextChange, openingOf, phaseOf, snapshot, windowAt, type Board } from './board'
import type { Cue } from './cue'
import { cue, NEXT, SECKILL, segment, T0 } from './fixtures'

const DELAY = 8_000

/** A board that has learnt these cues one by one after an empty snapshot. */
function learnt(...cues: Cue[]): Board {
  return cues.reduce<Board>((board, one) => {
    const next = apply(board, one)
    if (!next) throw new Error('a gap')
    return next
  }, snapshot(1, 0, []))
}

const take = (seq: number, id: string, at_ms: number) =>
  cue(seq, 'take', [segment('host', id), at_ms + 30_000, NEXT], at_ms)

const opening = take(1, 'opening', T0)

describe('one scenario per cue kind', () => {
  it('ready shows nothing', () => {
    expect(at(learnt(cue(1, 'ready', [SECKILL])), T0, 0)).toEqual(EMPTY)
  })

  it('take is on air from its presentation on, the outlet’s delay later', () => {
    const board = learnt(opening)
    expect(at(board, T0 + DELAY - 1, DELAY)).toEqual(EMPTY)
    expect(at(board, T0 + DELAY, DELAY)).toMatchObject({
      on_air: { id: 'opening' },
      ends_at_ms: T0 + 30_000,
      next: { id: 'story' },
    })
  })

  it('retime moves the announced take to its own instant', () => {
    const sooner = cue(3, 'retime', ['b', T0 + 40_000, null], T0 + 2_000)
    const board = learnt(opening, take(2, 'b', T0 + 9_000), sooner)
    expect(at(board, T0 + 1_999, 0).on_air?.id).toBe('opening')
    expect(at(board, T0 + 2_000, 0)).toMatchObject({
      on_air: { id: 'b' },
      ends_at_ms: T0 + 40_000,
      next: null,
    })
  })

  it('cancel leaves on air what is', () => {
    const board = learnt(opening, take(2, 'b', T0 + 5_000), cue(3, 'cancel', ['b']))
    expect(at(board, T0 + 60_000, 0)).toMatchObject({ on_air: { id: 'opening' } })
  })

  it('cancel takes back a take that this device showed a moment too soon', () => {
    const shown = learnt(opening, take(2, 'b', T0 + 5_000))
    expect(at(shown, T0 + 5_001, 0).on_air?.id).toBe('b')
    const board = apply(shown, cue(3, 'cancel', ['b']))
    expect(at(board, T0 + 5_002, 0).on_air?.id).toBe('opening')
  })

  it('cancel takes away the latest take of a segment that was on before', () => {
    const again = [opening, take(2, 'b', T0 + 1_000), take(3, 'opening', T0 + 9_000)] as const
    const board = learnt(...again, cue(4, 'cancel', ['opening']))
    expect(at(board, T0, 0).on_air?.id).toBe('opening')
    expect(at(board, T0 + 10_000, 0).on_air?.id).toBe('b')
  })

  it('hold stops the clock, resume starts it with another end', () => {
    const held = learnt(opening, cue(2, 'hold', [], T0 + 4_000))
    expect(phaseOf(at(held, T0 + 4_000, 0))).toBe('held')
    expect(at(held, T0 + 4_000, 0).held_at_ms).toBe(T0 + 4_000)
    const board = apply(held, cue(3, 'resume', [T0 + 50_000, NEXT], T0 + 20_000))
    const picture = at(board, T0 + 20_000, 0)
    expect([phaseOf(picture), picture.ends_at_ms]).toEqual(['on_air', T0 + 50_000])
  })

  it('extend moves the end of the segment on air, not of another', () => {
    const board = learnt(opening, cue(2, 'extend', ['opening', T0 + 60_000, null]))
    expect(at(board, T0, 0)).toMatchObject({ ends_at_ms: T0 + 60_000, next: null })
    const other = learnt(opening, cue(2, 'extend', ['x', T0 + 60_000, null]))
    expect(at(other, T0, 0).ends_at_ms).toBe(T0 + 30_000)
  })

  it('next changes what comes next', () => {
    const board = learnt(opening, cue(2, 'next', [null]))
    expect(at(board, T0, 0)).toMatchObject({ on_air: { id: 'opening' }, next: null })
  })

  it('panic shows the card at once, clear brings the segment back with its new end', () => {
    const panic = learnt(opening, cue(2, 'panic', []))
    expect(phaseOf(at(panic, T0, 0))).toBe('panic')
    const board = apply(panic, cue(3, 'clear', [T0 + 90_000, null]))
    const picture = at(board, T0, 0)
    expect([phaseOf(picture), picture.ends_at_ms]).toEqual(['on_air', T0 + 90_000])
  })

  it('a take that was announced before a panic does not end it', () => {
    const board = learnt(opening, take(2, 'b', T0 + 5_000), cue(3, 'panic', []))
    expect(phaseOf(at(board, T0 + 6_000, 0))).toBe('panic')
  })

  it('window tells each outlet its instants', () => {
    const rows = [['app', T0, T0 + 9_000, 100], ['tv', T0 + DELAY, T0 + 17_000, 50]]
    const board = learnt(cue(1, 'window', ['w', 1, 'armed', rows]))
    const seen = (outlet: string, now: number) =>
      windowAt(at(board, now, 0), 'w', outlet, now).phase
    expect(seen('app', T0 - 1)).toBe('coming')
    expect(seen('app', T0)).toBe('open')
    expect(seen('tv', T0)).toBe('coming')
    expect(seen('app', T0 + 9_000)).toBe('closed')
    expect(seen('web', T0)).toBe('unknown')
    const closed = apply(board, cue(2, 'window', ['w', 1, 'closed', rows]))
    expect(windowAt(at(closed, T0, 0), 'w', 'app', T0).phase).toBe('closed')
    const paused = apply(board, cue(2, 'window', ['w', 1, 'paused', rows]))
    expect(windowAt(at(paused, T0, 0), 'w', 'app', T0).phase).toBe('paused')
  })

  it('window_revoked tells what is void, by the opening', () => {
    const board = learnt(cue(1, 'window_revoked', ['w', 1, 'wrong price']))
    const again = apply(board, cue(2, 'window_revoked', ['w', 3, 'again']))
    const { revoked } = at(again, T0, 0)
    expect(revoked[openingOf('w', 1)]).toBe('wrong price')
    expect(revoked[openingOf('w', 2)]).toBeUndefined()
    expect(revoked[openingOf('w', 3)]).toBe('again')
    expect(at(learnt(cue(1, 'window_revoked', ['w', 1])), T0, 0).revoked).toEqual({})
  })

  it('window settled counts, and the next opening replaces it', () => {
    const settled = cue(1, 'window', ['w', 1, 'settled', [['app', T0, T0 + 1, 100, 97]]])
    const board = learnt(settled)
    expect(windowAt(at(board, T0, 0), 'w', 'app', T0)).toMatchObject({
      phase: 'settled',
      row: { stock: 100, sold: 97 },
    })
    const again = apply(board, cue(2, 'window', ['w', 2, 'open', [['app', T0, T0 + 1, 3]]]))
    expect(windowAt(at(again, T0, 0), 'w', 'app', T0)).toMatchObject({ phase: 'open', gen: 2 })
  })

  it('over is over', () => {
    expect(phaseOf(at(learnt(opening, cue(2, 'over', [])), T0, 0))).toBe('over')
  })

  it('visit and visit_over come and go in a room; its clear has no body', () => {
    const visit = cue(1, 'visit', [segment('visit', 'v', ['wushu', ['武', 'M']]), T0 + 5_000])
    const board = learnt(visit, cue(2, 'panic', []))
    expect(phaseOf(at(board, T0, 0))).toBe('panic')
    const back = apply(board, cue(3, 'clear', []))
    const visited = { segment: { id: 'v' }, ends_at_ms: T0 + 5_000 }
    expect(at(back, T0, 0)).toMatchObject({ on_air: null, visit: visited })
    const gone = back && apply(back, cue(4, 'visit_over', ['v']))
    expect(at(gone, T0, 0).visit).toBeNull()
    expect(phaseOf(at(gone, T0, 0))).toBe('waiting')
  })

  it('a room’s own order goes on beside a visit', () => {
    const next = ['b', 'story', ['乙', 'B'], T0 + 9_000]
    const own = cue(1, 'room_take', [segment('host', 'a', []), T0 + 9_000, next], T0)
    const visit = cue(2, 'visit', [segment('visit', 'v', ['wushu', ['武', 'M']]), T0 + 5_000])
    const board = learnt(own, visit, cue(3, 'visit_over', ['v'], T0 + 5_000))
    expect(at(board, T0, 0)).toMatchObject({
      on_air: { id: 'a' },
      since_ms: T0,
      ends_at_ms: T0 + 9_000,
      next: { id: 'b' },
      visit: { segment: { id: 'v' } },
    })
    expect(at(board, T0 + 5_000, 0)).toMatchObject({ on_air: { id: 'a' }, visit: null })
    const rests = apply(board, cue(4, 'room_rest', [null], T0 + 9_000))
    expect(at(rests, T0 + 9_000, 0)).toMatchObject({ on_air: null, ends_at_ms: 0, next: null })
  })

  it('a kind of a later version counts and changes nothing', () => {
    const board = learnt(opening, cue(2, 'fireworks', [1, 2]))
    expect([board.seq, at(board, T0, 0).on_air?.id]).toEqual([2, 'opening'])
  })
})

describe('the sequence', () => {
  it('has no gaps and nothing twice', () => {
    const board = learnt(opening)
    expect(apply(board, cue(3, 'over', []))).toBeNull()
    expect(apply(board, cue(1, 'over', []))).toBeNull()
    expect(apply({ ...board, epoch: 2 }, cue(2, 'over', []))).toBeNull()
  })

  it('goes on from a snapshot, which applies retimes in it', () => {
    const board = snapshot(1, 40, [
      take(30, 'a', T0),
      take(39, 'b', T0 + 9_000),
      cue(40, 'retime', ['b', T0 + 20_000, null], T0 + 1_000),
    ])
    expect(at(board, T0 + 1_000, 0)).toMatchObject({ on_air: { id: 'b' } })
    expect(apply(board, cue(41, 'over', []))?.seq).toBe(41)
  })

  it('knows when the picture changes next', () => {
    const board = learnt(opening, take(2, 'b', T0 + 5_000), cue(3, 'panic', []))
    expect(nextChange(board, T0 - 1, DELAY)).toBe(T0 + DELAY)
    expect(nextChange(board, T0 + DELAY, DELAY)).toBe(T0 + 5_000 + DELAY)
    expect(nextChange(board, T0 + 60_000, DELAY)).toBeNull()
    expect(nextChange(null, T0, 0)).toBeNull()
  })
})
