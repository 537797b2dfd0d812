import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { cue, segment } from 'gala-client/fixtures'
import { PayNotes } from './notes'

const sale = (window: string, ...more: unknown[]) =>
  segment('seckill', window, [window, 'pen', ['钢笔', 'Pen'], 1, 9900, ...more])

let items: Map<string, string>

beforeEach(() => {
  items = new Map()
  const localStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  }
  vi.stubGlobal('window', { localStorage })
})

afterEach(() => vi.unstubAllGlobals())

it('remembers over a reload what has to be paid for, and where a place was asked for', () => {
  const notes = new PayNotes('616', 'v')
  notes.learn([cue(1, 'ready', [sale('pens', [], null, 900_000)]), cue(2, 'ready', [sale('cups')])])
  notes.join('pens')
  for (const one of [notes, new PayNotes('616', 'v')]) {
    expect([one.paid('pens'), one.paid('cups')]).toEqual([true, false])
    expect([one.joined('pens'), one.joined('cups')]).toEqual([true, false])
  }
  expect(new PayNotes('616', 'w').joined('pens')).toBe(false)
  expect(new PayNotes('617', 'v').paid('pens')).toBe(false)
})

it('passes over what others have written', () => {
  items.set('gala.paid.616', '[7]')
  expect(new PayNotes('616', 'v').paid('7')).toBe(false)
})
