import { expect, test } from 'vitest'
import { messageOf } from './decode'
import { asksAt, goneOf, leftOf, moodOf, movedBy, sizeOf } from './model'
import { optionsOf } from './options'
import type { OnAir, State } from './state'
import { WORDS } from './words'

const text = (en: string) => ({ zh: `${en}(中)`, en })

const TOLD = {
  type: 'prompter',
  show: { id: '616', title: text('Night'), utc_offset_min: 480, rehearsal: false },
  phase: 'on_air',
  ends_ms: 90_000,
  on_air: {
    id: 'opening',
    kind: 'host',
    title: text('Opening'),
    words: text('Good evening'),
    guests: [],
    length_ms: 30_000,
    since_ms: 0,
    ends_at_ms: 30_000,
    held_at_ms: null,
  },
  next: {
    id: 'song',
    kind: 'performance',
    title: text('Song'),
    words: null,
    guests: [],
    length_ms: 60_000,
    starts_ms: 30_000,
    taking: false,
  },
  messages: [{ id: 'm', text: 'Slowly', by: 'director', at_ms: 1 }],
  alerts: [1, 2, 3].map((n) => ({
    id: `a${n}`,
    said_ms: n * 1_000,
    segment: 'opening',
    term: 'the best',
    sentence: 'It is the best.',
    say: text('Say what it rests on'),
  })),
}

function told(change: object = {}): State {
  const message = messageOf(JSON.stringify({ ...TOLD, ...change }))
  if (message?.type !== 'prompter') throw new Error('no state')
  return message
}

test('a state is read, and what does not fit is passed over', () => {
  const state = told()
  expect(state.on_air?.words).toEqual(['Good evening(中)', 'Good evening'])
  expect(state.next).toMatchObject({ id: 'song', words: null, starts_ms: 30_000, taking: false })
  expect(state.messages).toEqual([{ id: 'm', text: 'Slowly' }])
  expect(told({ on_air: null, next: null }).on_air).toBeNull()
  expect(messageOf('{"type":"time","now_ms":5}')).toEqual({ type: 'time', now_ms: 5 })
  for (const odd of ['{"type":"time","now_ms":"5"}', '{"type":"later"}', '[]', 'x', 5]) {
    expect(messageOf(odd)).toBeNull()
  }
  expect(messageOf(JSON.stringify({ ...TOLD, alerts: [{}] }))).toBeNull()
})

test('what is left stands still while it is held, and turns amber and red', () => {
  const { on_air } = told() as { on_air: OnAir }
  expect(leftOf(on_air, 10_000)).toBe(20_000)
  expect(leftOf({ ...on_air, held_at_ms: 5_000 }, 90_000)).toBe(25_000)
  expect(leftOf(on_air, 40_000)).toBe(-10_000)
  expect([60_001, 60_000, 0, -1].map(moodOf)).toEqual(['calm', 'soon', 'soon', 'over'])
})

test('a host is asked for two things at most, once each, and for nothing long gone', () => {
  const state = told()
  const [first, other] = state.alerts
  if (!first || !other) throw new Error('no alerts')
  expect(asksAt(state, 4_000)).toEqual([{ id: 'a1', say: first.say, terms: ['the best'] }])
  const many: State = {
    ...state,
    alerts: [
      { ...first, said_ms: 9_000 },
      { ...other, term: 'the first' },
      ...['b', 'c'].map((id) => ({ ...first, id, say: [id, id] as const })),
    ],
  }
  expect(asksAt(many, 9_000).map((one) => one.id)).toEqual(['a1', 'b'])
  expect(asksAt(many, 9_000)[0]?.terms).toEqual(['the best', 'the first'])
  expect(asksAt(many, 123_000).map((one) => one.id)).toEqual(['a1'])
  expect(asksAt(many, 129_000)).toEqual([])
})

test('words stand as large as they may', () => {
  expect(sizeOf('大'.repeat(40))).toBe('short')
  expect(sizeOf('大'.repeat(41))).toBe('middle')
  expect(sizeOf('a'.repeat(80))).toBe('short')
  expect(sizeOf('a'.repeat(261))).toBe('long')
})

test('words that do not fit move on with the segment, and are read before its end', () => {
  const { on_air } = told() as { on_air: OnAir }
  expect([0, 15_000, 30_000, 60_000].map((now) => goneOf(on_air, now))).toEqual([0, 0.5, 1, 1])
  expect(goneOf({ ...on_air, held_at_ms: 15_000 }, 29_000)).toBe(0.5)
  expect(goneOf({ ...on_air, ends_at_ms: 0 }, 5_000)).toBe(1)
  expect([0, 0.08, 0.85, 1].map(movedBy)).toEqual([0, 0, 1, 1])
  expect(movedBy(0.5)).toBeCloseTo(0.545, 3)
})

test('the address says how it stands', () => {
  expect(optionsOf('')).toEqual({ mirror: false, room: '', lang: null, scale: 1 })
  expect(optionsOf('?mirror=1&lang=zh&scale=1.5&room=beauty')).toEqual({
    mirror: true,
    room: 'beauty',
    lang: 'zh',
    scale: 1.5,
  })
  expect(optionsOf('?mirror=yes&lang=fr&scale=99')).toMatchObject({ mirror: false, scale: 3 })
  for (const scale of ['', 'x', '-1', '0', 'NaN']) {
    expect(optionsOf(`?scale=${scale}`).scale).toBe(1)
  }
  expect(optionsOf('?scale=0.1').scale).toBe(0.5)
})

test('a host reads it in both languages', () => {
  expect(WORDS.zh.alert(['最好', '第一'])).toBe('刚才说了「最好」「第一」')
  expect(WORDS.en.next_in('01:00')).toBe('in 01:00')
})
