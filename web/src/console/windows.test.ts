import { describe, expect, it } from 'vitest'
import { enabled } from './commands'
import { STATE, stateWith } from './fixtures'
import { liveFirst } from './model'
import { canTopUp, isLive, moreOf, revocable } from './model-windows'
import { questionOf } from './question'
import type { Window } from './state'
import { WORDS } from './words'

function windowWith(change: object = {}): Window {
  const [window] = stateWith({ windows: [{ ...STATE.windows[0], ...change }] }).windows
  if (!window) throw new Error('no window')
  return window
}

describe('the state', () => {
  it('may say nothing of what people did', () => {
    expect(windowWith()).toMatchObject({ counting: false, openings: [], top_ups: [] })
    expect(windowWith().outlets[0]?.void).toBe(0)
  })

  it('says all of it', () => {
    const top_ups = [
      { gen: 1, outlet: 'app', units: 5, reason: 'more came', by: 'a', second: 'b' },
    ]
    const openings = [
      { gen: 1, sold: 3, revoked: 'wrong price' },
      { gen: 2, sold: 1, revoked: null },
    ]
    const window = windowWith({ state: 'paused', counting: true, openings, top_ups })
    expect(window).toMatchObject({ state: 'paused', counting: true, openings, top_ups })
  })
})

describe('what can be done to a window', () => {
  it('is closed only while an opening is under way or to go on', () => {
    const live = ['planned', 'armed', 'open', 'paused', 'closed', 'settled']
    expect(live.filter((state) => isLive(windowWith({ state })))).toEqual([
      'armed',
      'open',
      'paused',
    ])
  })

  it('is topped up before it is frozen, and only what has stock', () => {
    expect(canTopUp(windowWith({ state: 'planned', gen: 0 }))).toBe(true)
    expect(canTopUp(windowWith({ state: 'planned', gen: 1 }))).toBe(false)
    expect(canTopUp(windowWith({ state: 'settled' }))).toBe(false)
    expect(canTopUp(windowWith({ state: 'open' }))).toBe(true)
    expect(canTopUp(windowWith({ state: 'open', stocked: false }))).toBe(false)
  })

  it('is revoked by the opening, the present one first, and once', () => {
    const openings = [
      { gen: 1, sold: 3, revoked: null },
      { gen: 2, sold: 3, revoked: 'wrong price' },
      { gen: 3, sold: 0, revoked: null },
    ]
    expect(revocable(windowWith({ gen: 4, openings }))).toEqual([4, 1])
    expect(revocable(windowWith({ gen: 0 }))).toEqual([])
    expect(revocable(windowWith({ gen: 1, revocable: false }))).toEqual([])
    expect(revocable(windowWith({ gen: 1, stocked: false, revocable: true }))).toEqual([1])
  })

  it('shows a paused one before those that are closed', () => {
    const states = ['settled', 'planned', 'closed', 'paused', 'armed', 'open']
    const sorted = liveFirst(states.map((state) => windowWith({ state })))
    expect(sorted.map(({ state }) => state)).toEqual(states.reverse())
  })

  it('has the keys that its state allows', () => {
    const keys = ['pause_window', 'resume_window', 'top_up', 'close_window', 'revoke'] as const
    const can = (change: object, connected = true) => {
      const all = enabled(stateWith(change), connected)
      return keys.filter((key) => all[key])
    }
    const paused = { windows: [{ ...STATE.windows[0], state: 'paused' }] }
    expect(can({})).toEqual(['pause_window', 'top_up', 'close_window', 'revoke'])
    expect(can(paused)).toEqual(['resume_window', 'top_up', 'close_window', 'revoke'])
    expect(can({ windows: [{ ...STATE.windows[0], state: 'settled' }] })).toEqual(['revoke'])
    expect(can({ phase: 'panic' })).toEqual(['close_window', 'revoke'])
    expect(can({ phase: 'over' })).toEqual(['revoke'])
    expect(can({}, false)).toEqual([])
  })
})

describe('the questions', () => {
  const told = { state: stateWith(), words: WORDS.en, say: ([, en]: readonly [string, string]) => en }
  const seen = { window: 'w', gen: 1 }

  it('name the opening in view', () => {
    expect(questionOf({ what: 'close_window', ...seen }, told)).toMatchObject({
      command: 'close_window',
      fields: seen,
    })
  })

  it('ask the first seat for outlet, units and reason, and show them to the second', () => {
    const first = questionOf({ what: 'top_up', ...seen, more: null }, told)
    expect(first.stock?.outlets).toEqual([{ id: 'app', title: 'App' }])
    expect(first.typed?.label).toBe('The public reason')
    const more = moreOf('app 5 more came in')
    expect(more).toEqual({ outlet: 'app', units: 5, reason: 'more came in' })
    const second = questionOf({ what: 'top_up', ...seen, more }, told)
    expect(second.typed).toBeUndefined()
    expect(second.note).toContain('5 more on App')
    expect(second.fields).toEqual({ ...seen, outlet: 'app', units: 5, text: 'more came in' })
    expect(moreOf('app five')).toBeNull()
  })

  it('ask for a reason to revoke, and show it to the second seat', () => {
    const opening = 1
    const first = questionOf({ what: 'revoke', ...seen, opening, reason: null }, told)
    expect([first.typed?.label, first.fields]).toEqual([
      'The public reason',
      { ...seen, number: 1 },
    ])
    const second = questionOf({ what: 'revoke', ...seen, opening, reason: 'wrong price' }, told)
    expect(second.note).toContain('wrong price')
    expect(second.fields).toEqual({ ...seen, number: 1, text: 'wrong price' })
  })
})
