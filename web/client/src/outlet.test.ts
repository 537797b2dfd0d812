import { describe, expect, it } from 'vitest'
import { apply, at, nextChange, snapshot, type Board } from './board'
import { cueOf, type Cue } from './cue'
import { keepShown, trimmedTo } from './outlet'

function cue(seq: number, kind: string, body: unknown[], at_ms = 0): Cue {
  const read = cueOf(['main', 1, seq, at_ms, kind, body])
  if (!read) throw new Error('not a cue')
  return read
}

const take = (seq: number, id: string, at_ms: number) =>
  cue(seq, 'take', [[id, 'host', ['甲', 'A'], [], []], at_ms + 60_000, null], at_ms)

const board = snapshot(1, 3, [take(1, 'a', 1_000), take(2, 'b', 2_000), take(3, 'c', 3_000)])
const on_air = (of: Board, now_ms: number, delay_ms: number) => at(of, now_ms, delay_ms).on_air?.id

describe('an outlet that is trimmed', () => {
  it('has the newest delay that is told of it', () => {
    const news = [cue(1, 'outlet', ['tv', 1]), cue(2, 'outlet', ['tv', 2]), cue(3, 'outlet', ['a', 3])]
    expect(trimmedTo(news, 'tv')).toBe(2)
    expect(trimmedTo(news, 'app')).toBe(null)
    expect(cue(1, 'outlet', ['tv', -1]).kind).toBe('unknown')
  })

  it('keeps what has been presented, and shows the rest later', () => {
    const kept = keepShown(board, 2_100, 100)
    expect(on_air(board, 2_100, 500)).toBe('a')
    expect(on_air(kept, 2_100, 500)).toBe('b')
    expect(nextChange(kept, 2_100, 500)).toBe(3_500)
    expect(on_air(kept, 3_500, 500)).toBe('c')
  })

  it('shows again at its new instant what was moved after all', () => {
    const kept = keepShown(board, 3_100, 100)
    const moved = apply(kept, cue(4, 'retime', ['c', 70_000, null], 9_000))
    expect(moved && on_air(moved, 3_100, 100)).toBe('b')
    expect(moved && on_air(moved, 9_100, 100)).toBe('c')
  })
})
