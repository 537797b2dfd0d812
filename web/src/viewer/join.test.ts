import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Tickets, type Join } from './join'

const join = (n: number, expires_at_ms = Date.now() + 3_600_000): Join => ({
  viewer: `v-${n}`,
  outlet: 'app',
  ticket: `t${n}`,
  edge: `ws://edge-${n}/live`,
  expires_at_ms,
})

let items: Map<string, string>
let next: (Join | null)[]
const tickets = () => new Tickets(null, () => Promise.resolve(next.shift() ?? null))

beforeEach(() => {
  items = new Map()
  const localStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  }
  vi.stubGlobal('window', { localStorage })
})

afterEach(() => vi.unstubAllGlobals())

it('joins once and keeps the ticket over reloads', async () => {
  next = [join(1)]
  expect(await tickets().pass(0, false)).toMatchObject({ ticket: 't1' })
  expect(await tickets().pass(0, false)).toMatchObject({ ticket: 't1' })
})

it('joins again when the ticket has run out', async () => {
  next = [join(1, Date.now() - 1), join(2)]
  const mine = tickets()
  await mine.pass(0, false)
  expect(await mine.pass(0, false)).toMatchObject({ ticket: 't2' })
  next = [join(3)]
  expect(await mine.pass(0, true)).toMatchObject({ ticket: 't3' })
})

it('doubts a ticket after two refusals, and gives it up only for one that opens', async () => {
  next = [join(1), join(2), join(3), join(4)]
  const mine = tickets()
  await mine.pass(0, false)
  expect(await mine.pass(1, false)).toMatchObject({ ticket: 't1' })
  // The old ticket first, where the edge is now: it may only have moved.
  expect(await mine.pass(2, false)).toMatchObject({ ticket: 't1', edge: 'ws://edge-2/live' })
  expect(await mine.pass(3, false)).toMatchObject({ ticket: 't3' })
  expect(mine.viewer).toBe('v-3')
  mine.opened()
  expect(await tickets().pass(0, false)).toMatchObject({ ticket: 't3' })
})

it('stays who it is when the edge has moved', async () => {
  next = [join(1), join(2)]
  const mine = tickets()
  await mine.pass(0, false)
  await mine.pass(2, false)
  mine.opened()
  expect(mine.viewer).toBe('v-1')
  expect(await tickets().pass(0, false)).toMatchObject({ ticket: 't1', edge: 'ws://edge-2/live' })
})

it('says when there is no ticket to be had', async () => {
  next = []
  const mine = tickets()
  expect([await mine.pass(0, false), mine.unavailable]).toEqual([null, true])
})

it('passes over an odd memory', async () => {
  items.set('gala.ticket.', '{"viewer": 7}')
  next = [join(1)]
  expect(await tickets().pass(0, false)).toMatchObject({ ticket: 't1' })
})

it('asks for a tier under a ticket of its own', async () => {
  const asked: unknown[] = []
  const gold = new Tickets('app', (...wish) => (asked.push(wish), Promise.resolve(join(7))), 'gold')
  expect(gold.ticket).toBe(null)
  await gold.pass(0, false)
  expect(asked).toEqual([['app', 'gold']])
  expect(gold.ticket).toBe('t7')
  expect([...items.keys()]).toEqual(['gala.ticket.app.gold'])
})
