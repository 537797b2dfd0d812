import { beforeEach, expect, it } from 'vitest'
import type { Post } from '../trust/api'
import { mineOf } from './api'
import { OrderDesk } from './desk'

const held = {
  order: 'pens.app.3.1',
  outlet: 'app',
  unit: 3,
  price_fen: 1,
  state: 'held',
  until_ms: 900,
  late: false,
}
const standing = (change: object = {}) => ({
  title: { zh: '笔', en: 'Pens' },
  pay_within_ms: 900,
  orders: [held],
  waiting: null,
  may_wait: false,
  ...change,
})
const mine = (windows: object, demo = true) => ({ now_ms: 5, demo, windows })

let sent: [string, Record<string, unknown>][]
let answers: ({ status: number; text: string } | null)[]
let windows: string[]
let away: string[]
let joined: Set<string>
let own_ms: number

const says = (value: unknown, status = 200) => ({ status, text: JSON.stringify(value) })
const answer: Post = (path, body) => {
  sent.push([path, JSON.parse(body) as Record<string, unknown>])
  return Promise.resolve(answers.shift() ?? null)
}
const desk = (ticket: string | null = 'T') =>
  new OrderDesk({
    ticket: () => ticket,
    won: () => windows,
    away: () => away,
    joined,
    own: () => own_ms,
    random: () => 0,
    changed: () => undefined,
    post: answer,
  })
const settled = () => new Promise((go) => setTimeout(go))

beforeEach(() => {
  sent = []
  answers = []
  windows = ['pens']
  away = []
  joined = new Set()
  own_ms = 0
})

it('asks how the viewer stands, and again while something may change', async () => {
  answers = [says(mine({ pens: standing() })), says(mine({ pens: standing() }))]
  const one = desk()
  one.look()
  await settled()
  expect(sent).toEqual([['/api/orders/mine', { ticket: 'T', windows: ['pens'] }]])
  expect(one.of('pens')?.orders[0]).toEqual(held)
  expect(one.demo).toBe(true)
  own_ms = 4_999
  one.look()
  expect(sent.length).toBe(1)
  own_ms = 5_000
  one.look()
  expect(sent.length).toBe(2)
})

it('asks again soon while what was drawn is no order yet', async () => {
  answers = [says(mine({ pens: standing({ orders: [] }) })), says(mine({ pens: standing() }))]
  const one = desk()
  one.look()
  await settled()
  own_ms = 5_000
  one.look()
  await settled()
  expect(one.of('pens')?.orders[0]).toEqual(held)
})

it('asks no more when it is paid for', async () => {
  answers = [says(mine({ pens: standing({ orders: [{ ...held, state: 'paid' }] }) }))]
  const one = desk()
  for (own_ms of [0, 60_000, 120_000]) {
    one.look()
    await settled()
  }
  expect(sent.length).toBe(1)
})

it('asks at once for a window that is new', async () => {
  answers = [says(mine({ pens: standing() })), says(mine({ pens: standing() }))]
  const one = desk()
  one.look()
  await settled()
  windows = ['pens', 'cups']
  own_ms = 1
  one.look()
  expect(sent.length).toBe(2)
})

it('asks nothing for who was turned away, until it has asked for a place', async () => {
  windows = []
  away = ['pens']
  const one = desk()
  one.look()
  expect(sent).toEqual([])
  expect(one.of('pens')).toMatchObject({ orders: [], waiting: null, may_wait: true })
  expect(one.of('cups')).toBeUndefined()
  const waiting = { outlet: 'app', place: 1, ahead: 0, since_ms: 7 }
  answers = [says({ now_ms: 5, window: standing({ orders: [], waiting }) })]
  await one.join('pens')
  expect(joined.has('pens')).toBe(true)
  const again = desk()
  expect(again.of('pens')).toBeUndefined()
  answers = [says(mine({ pens: standing({ orders: [], waiting }) }))]
  again.look()
  await settled()
  expect(again.of('pens')?.waiting).toEqual({ place: 1, ahead: 0 })
})

it('joins the list and pays, once at a time', async () => {
  const waiting = { outlet: 'app', place: 4, ahead: 3, since_ms: 7 }
  answers = [says({ now_ms: 5, window: standing({ orders: [], waiting }) })]
  const one = desk()
  const joining = one.join('pens')
  expect(one.busy).toBe('pens')
  await one.join('pens')
  await joining
  expect(sent).toEqual([['/api/orders/join', { ticket: 'T', window: 'pens' }]])
  expect(one.of('pens')?.waiting).toEqual({ place: 4, ahead: 3 })
  answers = [says({ now_ms: 5, window: standing({ orders: [{ ...held, state: 'paid' }] }) })]
  await one.pay('pens', { ...held, state: 'held' })
  expect(sent[1]).toEqual(['/api/orders/demo-pay', { ticket: 'T', order: 'pens.app.3.1' }])
  expect(one.of('pens')?.orders[0]?.state).toBe('paid')
})

it('says why a press was not done', async () => {
  answers = [says({ error: 'full', message: { zh: '满', en: 'Full' } }, 409), null]
  const one = desk()
  await one.join('pens')
  expect(one.trouble).toEqual({ code: 'full', message: ['满', 'Full'] })
  await one.join('pens')
  expect(one.trouble).toEqual({ code: 'no_answer', message: null })
})

it('asks nothing without a ticket', async () => {
  const one = desk(null)
  one.look()
  await one.join('pens')
  expect(sent).toEqual([])
})

it('reads no order that is none', () => {
  const odd = [{ ...held, state: 'lost' }, { ...held, unit: 'x' }, 5, null]
  expect(mineOf(mine({ pens: standing({ orders: odd }) }))?.windows.pens?.orders).toEqual([])
  expect(mineOf({ windows: [], demo: true })).toBeNull()
  expect(mineOf({ windows: {} })).toBeNull()
  expect(mineOf(mine({ pens: 5 }))?.windows).toEqual({})
})
