import { describe, expect, it } from 'vitest'
import { codeOf, groupsOf } from '../pseudonym'
import { enabled } from './commands'
import { DRAW, STATE, stateWith } from './fixtures'
import * as model from './model-draws'
import { questionOf } from './question'
import { WORDS } from './words'

const withDraw = (change: object = {}, state: object = {}) =>
  stateWith({ draws: [{ ...DRAW, ...change }], ...state })

const [first, second, third] = STATE.segments
const FILLED = [
  { ...first, plan_b: null },
  { ...second, plan_b: 'filler' },
  third,
  { ...second, id: 'filler', state: 'skipped', filler_for: 'b' },
]

describe('the state', () => {
  it('may say nothing of draws', () => {
    expect(stateWith()).toMatchObject({
      beacon: { kind: 'unknown' },
      draws: [],
      given_up: [],
      waiting_draws: [],
      proposal: null,
      segments: [{ filler_for: null, plan_b: null, draw: null }, {}, {}],
      windows: [{ stocked: true, frozen: null }],
    })
  })

  it('says all of one', () => {
    const frozen = { root: 'ab', entries: 3, numbers: 4 }
    const state = withDraw(
      { kind: 'rain' },
      {
        beacon: { kind: 'rehearsal', margin_ms: 12_000, late_ms: 30_000 },
        given_up: [{ segment: 'b', reason: 'empty' }],
        windows: [{ ...STATE.windows[0], stocked: false, frozen }],
      },
    )
    expect(state.draws[0]).toMatchObject({ kind: 'rain', round: 7, alternates: ['ef'.repeat(16)] })
    expect(state.draws[0]?.winners[0]?.prize_title).toEqual(['Car(中)', 'Car'])
    expect(state).toMatchObject({ beacon: { kind: 'rehearsal' }, windows: [{ frozen }] })
  })

  it('has words of later versions fall back', () => {
    const state = withDraw({ state: 'paused' }, { beacon: { kind: 'lava-lamps' } })
    expect([state.draws[0]?.state, state.beacon.kind]).toEqual(['committed', 'unknown'])
  })
})

describe('what takes two people', () => {
  const proposed = (key: string, by = 'director') =>
    stateWith({ proposal: { key, by, at_ms: 10_000 } })
  const at = (key: string, thing: string, seat: string, now_ms = 70_000) =>
    model.standingOf(proposed(key), thing, seat, now_ms)

  it('stands at both seats until it expires', () => {
    expect(at('draw b', 'draw b', 'director')).toMatchObject({ whose: 'mine', left_ms: 60_000 })
    expect(at('draw b', 'draw b', 'second')).toMatchObject({ whose: 'theirs', by: 'director' })
    expect(at('draw b', 'draw b', 'second', 130_000)).toBeNull()
    expect(model.standingOf(stateWith(), 'draw b', 'second', 0)).toBeNull()
  })

  it('is about one thing only', () => {
    expect(at('draw b', 'draw bb', 'second')).toBeNull()
    expect(at('draw bb', 'draw b', 'second')).toBeNull()
    expect(at('pass_over 1 12 left early', 'pass_over 1 1', 'second')).toBeNull()
    expect(at('pass_over 1 12 left early', 'pass_over 1 12', 'second')?.rest).toBe('left early')
  })
})

describe('which commands make sense', () => {
  const can = (state: ReturnType<typeof stateWith>, connected = true) =>
    Object.entries(enabled(state, connected))
      .flatMap(([command, yes]) => (yes ? [command] : []))
      .filter((one) => ['draw', 'call_off', 'hall', 'pass_over', 'announce'].includes(one))
      .join(' ')

  it.each([
    [{}, {}, 'call_off'],
    [{}, { beacon: { kind: 'hall' } }, 'call_off hall'],
    [{}, { phase: 'over', beacon: { kind: 'hall' } }, 'hall'],
    [{ state: 'opened' }, {}, 'pass_over announce'],
    [{ state: 'announced' }, { phase: 'over' }, 'pass_over'],
    [{ state: 'opened', kind: 'rain' }, {}, ''],
    [{ state: 'void' }, { waiting_draws: ['b'] }, 'draw'],
    [{ state: 'void' }, { waiting_draws: ['b'], phase: 'panic' }, 'draw'],
  ])('%j %j: %s', (change, state, commands) => {
    expect(can(withDraw(change, state))).toBe(commands)
  })

  it('none without a connection', () => {
    expect(can(withDraw({}, { waiting_draws: ['b'] }), false)).toBe('')
  })
})

describe('Plan B', () => {
  it('is of what comes, and out of sight until it is used', () => {
    const state = stateWith({ segments: FILLED })
    expect(model.planB(state)).toMatchObject({ instead_of: { id: 'b' }, filler: { id: 'filler' } })
    expect(enabled(state, true).plan_b).toBe(true)
    expect(state.segments.filter(model.isShown).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('is of what is on air when the next has none', () => {
    const on_air = { ...STATE.on_air, segment: 'b' }
    const state = stateWith({ segments: FILLED, standby: 'c', on_air })
    expect(model.planB(state)?.instead_of.id).toBe('b')
  })

  it('is gone while it is on air', () => {
    const used = FILLED.map((one) => (one?.id === 'filler' ? { ...one, state: 'on_air' } : one))
    const state = stateWith({ segments: used, on_air: { ...STATE.on_air, segment: 'filler' } })
    expect(model.planB(state)).toBeNull()
    expect(state.segments.every(model.isShown)).toBe(true)
  })
})

describe('a draw', () => {
  it('has its point of no return when the round comes', () => {
    const draw = withDraw().draws[0]!
    expect(model.toRound(draw, 11_999)).toBe('before')
    expect(model.toRound(draw, 12_000)).toBe('come')
    expect(model.toRound({ ...draw, round_at_ms: 0 }, 12_000)).toBe('hall')
  })

  it('tells its winners prize by prize', () => {
    const prizes = model.byPrize(withDraw().draws[0]!.winners)
    expect(prizes.map(([{ prize }, won]) => [prize, won.map(({ place }) => place)])).toEqual([
      ['car', [0]],
      ['pen', [1, 3]],
    ])
  })

  it('tells codes and roots as people read them', () => {
    expect(codeOf(DRAW.winners[0]!.pseudonym)).toBe('7F3A·91C2')
    expect(groupsOf('7f3a91c2ab')).toEqual(['7F3A', '91C2', 'AB'])
  })
})

describe('a question', () => {
  const say = ([, en]: readonly [string, string]) => en
  const told = { state: withDraw(), words: WORDS.en, say }

  it('asks the first seat for the reason and tells the second which it was', () => {
    const asking = { what: 'pass_over', number: 1, place: 0, who: '7F3A·91C2' } as const
    const asked = questionOf({ ...asking, reason: null }, told)
    expect(asked).toMatchObject({ command: 'pass_over', fields: { number: 1, place: 0 } })
    expect(asked.typed?.chars_max).toBe(200)
    const confirmed = questionOf({ ...asking, reason: 'left early' }, told)
    expect(confirmed.fields).toEqual({ number: 1, place: 0, text: 'left early' })
    expect(confirmed).not.toHaveProperty('typed')
    expect(confirmed.note).toContain('left early')
  })

  it('names what is drawn, and what is called off', () => {
    expect(questionOf({ what: 'draw', segment: 'b' }, told)).toMatchObject({
      title: 'Commit to the draw of “b”?',
      fields: { segment: 'b' },
    })
    expect(questionOf({ what: 'call_off', number: 1 }, told).fields).toEqual({ number: 1 })
  })
})
