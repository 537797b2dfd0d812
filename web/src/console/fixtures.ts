/** For tests: a state and a tick as the console's server sends them. */
import { messageOf } from './decode'
import type { ShowState, Tick } from './state'

const text = (en: string) => ({ zh: `${en}(中)`, en })

const segment = (id: string, state: string, planned_start_ms: number, change: object = {}) => ({
  id,
  kind: 'host',
  title: text(id),
  guests: [{ role: text('Guest'), count: 1 }],
  notes: null,
  state,
  planned_start_ms,
  expected_start_ms: planned_start_ms,
  length_ms: 30_000,
  fixed: false,
  started_ms: null,
  ended_ms: null,
  window: null,
  ...change,
})

export const STATE = {
  type: 'state',
  show: {
    id: '616',
    title: text('Night'),
    pace_milli: 1000,
    utc_offset_min: 480,
    rehearsal: false,
  },
  phase: 'on_air',
  mode: 'auto',
  epoch: 1,
  holder: 'host-1',
  seq: 42,
  loaded_seq: 42,
  origin_ms: 0,
  ends_ms: 90_000,
  over_ms: 0,
  on_air: { segment: 'a', since_ms: 0, ends_at_ms: 30_000, held_at_ms: null },
  taking: null,
  standby: 'b',
  ready: false,
  outlets: [{ id: 'app', title: text('App'), delay_ms: 0 }],
  segments: [
    segment('a', 'on_air', 0, { started_ms: 2_000 }),
    segment('b', 'pending', 30_000, { expected_start_ms: 29_000 }),
    segment('c', 'done', 60_000, { started_ms: 60_000, ended_ms: 75_000 }),
  ],
  windows: [
    {
      id: 'w',
      segment: 'b',
      gen: 1,
      goods: text('Phone'),
      price_fen: 1,
      state: 'armed',
      outlets: [{ outlet: 'app', stock: 10, sold: 0, opens_at_ms: 5_000, closes_at_ms: 9_000 }],
    },
  ],
}

const edge = (id: string, viewers: number, seq: number, age_ms = 10) => ({
  id,
  viewers,
  behind: 0,
  seq,
  sweep_us: 1,
  age_ms,
})

export const TICK = {
  type: 'tick',
  now_ms: 1_000,
  viewers: [{ outlet: 'app', count: 300 }],
  total: 300,
  edges: [edge('e1', 100, 42), edge('e2', 200, 41)],
  skew: [{ outlet: 'app', seq: 40, viewers: 280, unsure: 2, p50_ms: 4, p99_ms: 19 }],
  windows: [
    { id: 'w', gen: 1, sold: [{ outlet: 'app', sold: 4 }], turned_away: 3, rate: 40 },
  ],
  store: { late_ms: 0 },
}

const WINNER = `7f3a${'0'.repeat(24)}91c2`

/** A draw of segment `b` as the server sends it. */
export const DRAW = {
  number: 1,
  segment: 'b',
  kind: 'draw',
  state: 'committed',
  round: 7,
  round_at_ms: 12_000,
  committed_ms: 2_000,
  opened_ms: null,
  reason: '',
  root: '7f3a'.repeat(16),
  entries: 3,
  numbers: 4,
  paid_fen: 0,
  returned_fen: 0,
  pool_fen: 0,
  winners: [
    { place: 0, prize: 'car', prize_title: text('Car'), pseudonym: WINNER },
    { place: 1, prize: 'pen', prize_title: text('Pen'), pseudonym: 'ab'.repeat(16) },
    { place: 3, prize: 'pen', prize_title: text('Pen'), pseudonym: 'cd'.repeat(16) },
  ],
  alternates: ['ef'.repeat(16)],
  passed_over: [2],
  units: null,
}

/** A state with something else in it. */
export function stateWith(change: object = {}): ShowState {
  const message = messageOf(JSON.stringify({ ...STATE, ...change }))
  if (message?.type !== 'state') throw new Error('not a state')
  return message
}

/** A tick with something else in it. */
export function tickWith(change: object = {}): Tick {
  const message = messageOf(JSON.stringify({ ...TICK, ...change }))
  if (message?.type !== 'tick') throw new Error('not a tick')
  return message
}
