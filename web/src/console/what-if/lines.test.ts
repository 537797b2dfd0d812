import { expect, it } from 'vitest'
import { lookedOf, queryOf, type Ahead } from './api'
import { effectOf } from './lines'

const AHEAD: Ahead = {
  finish_ms: 100_000,
  whole: true,
  segments: [
    { id: 'a', starts_ms: 0, fixed_ms: null, over_ms: null },
    { id: 'nine', starts_ms: 50_000, fixed_ms: 50_000, over_ms: -10_000 },
    { id: 'ten', starts_ms: 90_000, fixed_ms: 90_000, over_ms: 0 },
  ],
  windows: [
    { id: 'w', segment: 'a', opens_ms: 5_000, closes_ms: 9_000 },
    { id: 'v', segment: 'b', opens_ms: 15_000, closes_ms: 19_000 },
  ],
  draws: [{ segment: 'b', round_at_ms: 30_000, told_ms: 35_000 }],
}

it('tells nothing where nothing changes', () => {
  expect(effectOf(AHEAD, AHEAD)).toEqual({
    finish: { before_ms: 100_000, after_ms: 100_000 },
    fixed: [],
    windows: [],
    draws: [],
    whole: true,
  })
})

it('tells what moves, what is gone and which fixed starts are missed', () => {
  const [a, nine, ten] = AHEAD.segments
  const [w] = AHEAD.windows
  if (!a || !nine || !ten || !w) throw new Error('the example has them')
  const after: Ahead = {
    finish_ms: 120_000,
    whole: false,
    segments: [a, { ...nine, starts_ms: 70_000, over_ms: 20_000 }, ten],
    windows: [{ ...w, opens_ms: 35_000, closes_ms: 39_000 }],
    draws: [{ segment: 'c', round_at_ms: 61_000, told_ms: 66_000 }],
  }
  expect(effectOf(AHEAD, after)).toEqual({
    finish: { before_ms: 100_000, after_ms: 120_000 },
    fixed: [{ segment: 'nine', fixed_ms: 50_000, over_ms: 20_000 }],
    windows: [
      { segment: 'b', before_ms: 15_000, after_ms: null },
      { segment: 'a', before_ms: 5_000, after_ms: 35_000 },
    ],
    draws: [
      { segment: 'b', before_ms: 30_000, after_ms: null },
      { segment: 'c', before_ms: null, after_ms: 61_000 },
    ],
    whole: false,
  })
  expect(effectOf(after, after).fixed).toEqual([
    { segment: 'nine', fixed_ms: 50_000, over_ms: 20_000 },
  ])
})

it('asks about one press', () => {
  expect(queryOf({ what: 'extend', by_ms: -30_000 })).toEqual({ extend_ms: '-30000' })
  expect(queryOf({ what: 'skip', segment: 'song' })).toEqual({ skip: 'song' })
  expect(queryOf({ what: 'hold', for_ms: 60_000 })).toEqual({ hold_ms: '60000' })
})

it('reads answers, and knows odd ones', () => {
  const told = JSON.stringify({ now_ms: 1, before: AHEAD, after: AHEAD })
  expect(lookedOf(200, told)).toEqual({ before: AHEAD, after: AHEAD })
  const refused = JSON.stringify({ code: 'held', message: { zh: '停着', en: 'Held' } })
  expect(lookedOf(409, refused)).toEqual({ message: ['停着', 'Held'] })
  expect(lookedOf(200, '{}')).toEqual({ message: null })
  expect(lookedOf(200, JSON.stringify({ before: AHEAD, after: null }))).toEqual({ message: null })
  expect(lookedOf(502, '<html>')).toEqual({ message: null })
})
