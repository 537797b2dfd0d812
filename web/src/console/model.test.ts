import { describe, expect, it } from 'vitest'
import { answerOf, give } from './command'
import { enabled } from './commands'
import { messageOf } from './decode'
import { STATE, stateWith, TICK, tickWith } from './fixtures'
import * as model from './model'

const BREAKER = {
  spend_fen: 6_500,
  given_fen: 6_293,
  open_fen: 0,
  coming_fen: 1_000,
  held: 'b',
  since_ms: 10_000,
  call: { zh: '值班制片', en: 'The producer on duty' },
}
const HELD = { phase: 'held', on_air: { ...STATE.on_air, held_at_ms: 10_000 } }
const TAKING = { taking: { segment: 'b', present_at_ms: 5_000, by_hand: true } }

describe('messages', () => {
  it('are read with their texts as pairs', () => {
    expect(stateWith().segments[0]?.title).toEqual(['a(中)', 'a'])
    expect(tickWith().total).toBe(300)
  })

  it('have what there is to spare before a fixed start, where the server tells it', () => {
    const [first, ...more] = STATE.segments
    const segments = [first, ...more.map((one) => ({ ...one, fixed: true, spare_ms: -5_000 }))]
    expect(stateWith({ segments }).segments.map(({ spare_ms }) => spare_ms)).toEqual([
      null,
      -5_000,
      -5_000,
    ])
  })

  it.each([
    ['', null],
    ['{"type":"state"}', null],
    ['{"type":"later"}', null],
    [JSON.stringify({ ...STATE, segments: [{}] }), null],
    [JSON.stringify({ ...TICK, total: '300' }), null],
    ['{"type":"store","promised":"always 0","in_force":7,"kept":true,"why":""}', null],
    [new ArrayBuffer(1), null],
  ])('odd ones are null: %s', (data, expected) => expect(messageOf(data)).toBe(expected))

  it('say what the store promises, and that it takes no write', () => {
    const told = { type: 'store', promised: 'always 2', in_force: null, kept: false, why: 'full' }
    expect(messageOf(JSON.stringify(told))).toEqual(told)
    expect(messageOf(JSON.stringify({ ...told, in_force: 'always 1' }))).toMatchObject({
      in_force: 'always 1',
      kept: false,
    })
  })

  it('say which clock is away, and which was set', () => {
    const away = [{ node: 'one:1', than: 'two:2', ahead_ms: -120, unsure_ms: 2 }]
    const told = { type: 'clocks', away, set: [{ node: 'one:1', by_ms: 3000, unsure_ms: 1 }] }
    expect(messageOf(JSON.stringify(told))).toEqual(told)
    expect(messageOf('{"type":"clocks","away":[{"node":"one:1"}],"set":[]}')).toBe(null)
  })

  it('have no alarms, or figures that differ', () => {
    expect(stateWith().alarms).toEqual([])
    const text = { zh: '不符', en: 'differs' }
    const alarm = { of: 'sale', figure: 'taken, fen', said: 3, counted: 2, text }
    expect(stateWith({ alarms: [alarm] }).alarms[0]).toEqual({ ...alarm, text: ['不符', 'differs'] })
  })

  it('words of later versions fall back', () => {
    expect(stateWith({ phase: 'intermission' }).phase).toBe('waiting')
  })
})

describe('the mode', () => {
  it.each([
    [{}, true, 'on_air'],
    [HELD, true, 'held'],
    [{ phase: 'panic' }, true, 'panic'],
    [{ phase: 'waiting' }, true, 'inactive'],
    [{ phase: 'over' }, true, 'inactive'],
    [{ show: { ...STATE.show, rehearsal: true }, phase: 'on_air' }, true, 'rehearsal'],
    [{ show: { ...STATE.show, rehearsal: true }, phase: 'held' }, true, 'held'],
    [{}, false, 'inactive'],
  ])('%j connected=%s is %s', (change, connected, mode) => {
    expect(model.modeOf(stateWith(change), connected)).toBe(mode)
  })
})

describe('which commands make sense', () => {
  const can = (change: object = {}, connected = true) => {
    const all = enabled(stateWith({ windows: [], ...change }), connected)
    return Object.entries(all).flatMap(([command, yes]) => (yes ? [command] : []))
  }

  it.each([
    [{}, 'go ready hold skip extend jump panic manual end shed delay'],
    [{ ready: true }, 'go hold skip extend jump panic manual end shed delay'],
    [{ mode: 'manual', standby: null }, 'hold extend jump panic auto end shed delay'],
    [{ standby: null, ...TAKING }, 'go hold extend jump panic manual end shed delay'],
    [HELD, 'ready resume skip extend jump panic manual end shed delay'],
    [
      { ...HELD, breaker: BREAKER },
      'go ready resume skip extend jump panic manual end shed delay',
    ],
    [
      { ...HELD, breaker: { ...BREAKER, held: null } },
      'ready resume skip extend jump panic manual end shed delay',
    ],
    [{ phase: 'panic' }, 'clear end shed delay'],
    [{ phase: 'waiting', on_air: null }, 'go ready skip jump panic manual end shed delay'],
    [{ phase: 'over' }, ''],
  ])('%j: %s', (change, commands) => expect(can(change).join(' ')).toBe(commands))

  it('none without a connection', () => {
    expect(can({}, false)).toEqual([])
    expect(Object.values(enabled(null, true)).some(Boolean)).toBe(false)
  })
})

describe('conclusions', () => {
  it('believe what is coming, else what is on air', () => {
    expect(model.believed(stateWith())).toBe('a')
    expect(model.believed(stateWith(TAKING))).toBe('b')
    expect(model.believed(stateWith({ on_air: null }))).toBeNull()
    expect(model.coming(stateWith())?.id).toBe('b')
  })

  it('count what is left, also below zero, and stand still when held', () => {
    expect(model.leftOnAir(stateWith(), 29_000)).toBe(1_000)
    expect(model.leftOnAir(stateWith(), 31_000)).toBe(-1_000)
    expect(model.leftOnAir(stateWith(HELD), 99_000)).toBe(20_000)
  })

  it('sum who has loaded everything', () => {
    expect(model.loaded(stateWith(), tickWith())).toEqual({ n: 100, m: 300 })
    expect(model.loaded(stateWith(), null)).toEqual({ n: 0, m: 0 })
  })

  it('have the breaker of an unattended night, from a console that says so', () => {
    expect(stateWith({ breaker: BREAKER }).breaker).toEqual({
      ...BREAKER,
      call: ['值班制片', 'The producer on duty'],
    })
    expect(stateWith().breaker).toBeNull()
    expect(() => stateWith({ breaker: { ...BREAKER, held: 7 } })).toThrow()
  })

  it('tell edges that are behind or silent', () => {
    const [first, second] = tickWith().edges
    if (!first || !second) throw new Error('no edges')
    expect(model.healthOf(first, 42)).toBe('good')
    expect(model.healthOf(second, 42)).toBe('behind')
    expect(model.healthOf({ ...first, age_ms: 3_001 }, 42)).toBe('silent')
  })

  it('know how late takes came on screens, from a console that says so', () => {
    expect(tickWith().skew).toMatchObject([{ outlet: 'app', p50_ms: 4, p99_ms: 19 }])
    expect(tickWith({ skew: undefined }).skew).toEqual([])
  })

  it('tell who is in rooms and what visits came to, from a console that says so', () => {
    const row = { room: 'dojo', entered: 4, peak: 3, stayed: 2, refused: 1 }
    const visit = { segment: 'a', invited: 9, rooms: [row] }
    const now = tickWith({ in_rooms: [{ room: 'dojo', viewers: 3 }], visit })
    expect(now).toMatchObject({ in_rooms: { dojo: 3 }, visit })
    expect(tickWith()).toMatchObject({ in_rooms: {}, visit: null })
    const rooms = [{ id: 'dojo', title: { zh: '武馆', en: 'Dojo' }, capacity: 5 }]
    const visits = [{ ...visit, started_ms: 7 }]
    expect(stateWith({ rooms, visits })).toMatchObject({ rooms: [{ capacity: 5 }], visits: [visit] })
    expect(stateWith()).toMatchObject({ rooms: [], visits: [] })
  })

  it('tell what is on in a room by its own order, and whether the next can be taken', () => {
    const line = (id: string) => ({ id, kind: 'host', title: { zh: '茶', en: 'Tea' }, notes: null })
    const own = {
      on: { ...line('bow'), since_ms: 5, ends_ms: 9 },
      next: { ...line('tea'), at_ms: 9 },
    }
    const dojo = { id: 'dojo', title: { zh: '武馆', en: 'Dojo' }, capacity: 5 }
    const state = stateWith({ rooms: [{ ...dojo, own }, { ...dojo, id: 'hall' }] })
    expect(state.rooms).toMatchObject([
      { own: { on: { id: 'bow', since_ms: 5, ends_ms: 9 }, next: { id: 'tea', at_ms: 9 } } },
      { own: null },
    ])
    expect(enabled(state, true).room_go).toBe(true)
    const last = { rooms: [{ ...dojo, own: { on: null, next: null } }] }
    expect(stateWith(last).rooms[0]?.own).toEqual({ on: null, next: null })
    expect(enabled(stateWith(last), true).room_go).toBe(false)
    expect(enabled(stateWith({ rooms: [{ ...dojo, own }], phase: 'panic' }), true).room_go).toBe(
      false,
    )
  })

  it('know how far an outlet is behind and was to be', () => {
    expect(stateWith().outlets).toMatchObject([{ delay_ms: 0, planned_ms: 0 }])
    const outlets = [{ id: 'app', title: { zh: '主', en: 'App' }, delay_ms: 100, planned_ms: 50 }]
    expect(stateWith({ outlets }).outlets).toMatchObject([{ delay_ms: 100, planned_ms: 50 }])
  })

  it('tell what viewers feel and what edges leave out, from a console that says so', () => {
    const hearts = { segment: 'a', count: 7, rate: 60 }
    const flags = [{ segment: 'a', reason: 'other', count: 20, alert: true }]
    expect(tickWith({ hearts, flags })).toMatchObject({ hearts, flags })
    expect(tickWith()).toMatchObject({ hearts: null, flags: [], edges: [{ level: 0 }, {}] })
    expect(tickWith({ hearts: null }).hearts).toBe(null)
    const [loaded] = TICK.edges
    expect(tickWith({ edges: [{ ...loaded, level: 2, lag_ms: 130 }] }).edges).toMatchObject([
      { level: 2, lag_ms: 130 },
    ])
    expect([stateWith().shedding, stateWith({ shedding: 3 }).shedding]).toEqual([0, 3])
    expect(enabled(stateWith({ phase: 'panic' }), true).shed).toBe(true)
    expect(enabled(stateWith({ phase: 'over' }), true).shed).toBe(false)
  })

  it('tell how late and how long', () => {
    const { segments } = stateWith()
    expect(segments.map(model.lateBy)).toEqual([2_000, -1_000, 0])
    expect(segments.map(model.lengthOf)).toEqual([30_000, 30_000, 15_000])
  })

  it('give windows the latest figures of the same opening', () => {
    const [window] = stateWith().windows
    if (!window) throw new Error('no window')
    expect(model.windowRows(window, tickWith(), 1_000)).toEqual([
      { outlet: 'app', stock: 10, sold: 4, left: 6, opens_in_ms: 4_000, closes_in_ms: null },
    ])
    expect(model.windowRows({ ...window, gen: 2 }, tickWith(), 6_000)).toMatchObject([
      { sold: 0, left: 10, opens_in_ms: null, closes_in_ms: 3_000 },
    ])
  })
})

describe('a command', () => {
  const refusal = { accepted: false, code: 'stale', message: { zh: '变了', en: 'changed' } }

  it.each([
    [200, '{"accepted": true, "seq": 43}', { kind: 'accepted' }],
    [401, '{"error": "no_seat"}', { kind: 'no_seat' }],
    [409, JSON.stringify(refusal), { kind: 'refused', code: 'stale', message: ['变了', 'changed'] }],
    [503, '{"code": "store"}', { kind: 'refused', code: 'store', message: null }],
    [400, 'malformed', { kind: 'refused', code: '400', message: null }],
  ])('answered %d %s', (status, body, answer) => expect(answerOf(status, body)).toEqual(answer))

  it('is sent once more under the same id, then nothing is claimed of it', async () => {
    const bodies: string[] = []
    const deaf = (body: string) => {
      bodies.push(body)
      return Promise.resolve(null)
    }
    expect(await give('go', 'a', {}, deaf)).toEqual({ kind: 'no_answer' })
    expect(bodies).toHaveLength(2)
    expect(bodies[0]).toBe(bodies[1])
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ command: 'go', on_air: 'a' })
  })
})
