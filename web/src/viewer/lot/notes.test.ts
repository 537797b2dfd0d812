import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { cue, NEXT, segment, SECKILL, T0 } from 'gala-client/fixtures'
import { LotNotes } from './notes'

const DRAW = segment('draw', 'grand', [[['car', ['车', 'Car'], 1, 5]], 'earlier', 2])

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

it('remembers rains and draws over a reload, and nothing else', () => {
  const notes = new LotNotes('616')
  notes.learn([cue(1, 'ready', [DRAW]), cue(2, 'take', [SECKILL, T0, NEXT]), cue(3, 'panic', [])])
  const note = { kind: 'draw', window: 'earlier', prizes: { car: ['车', 'Car'] } }
  expect(notes.of('grand')).toMatchObject(note)
  expect(new LotNotes('616').of('grand')).toMatchObject(note)
  expect(new LotNotes('616').of('phone')).toBeUndefined()
  expect(new LotNotes('other').of('grand')).toBeUndefined()
})

it('passes over what others have written', () => {
  items.set('gala.lots.616', '{"a":7,"b":{"title":["x"]},"c":{"title":["x","y"],"window":"w"}}')
  expect(['a', 'b', 'c'].map((id) => new LotNotes('616').of(id))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
