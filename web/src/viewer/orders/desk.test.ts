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
let own_ms: number
let random: number

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
    own: () => own_ms,
    random: () => random,
    changed: () => undefined,
    post: answer,
  })
const settled = () => new Promise((go) => setTimeout(go))

beforeEach(() => {
  sent = []
  answers = []
  windows = ['pens']
  away = []
  own_ms = 0
  random = 0
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

it('asks no more when it is paid for, or when nothing has to be', async () => {
  const paid = standing({ orders: [{ ...held, state: 'paid' }] })
  windows = ['pens', 'final']
  answers = [says(mine({ pens: paid })), says(mine({}))]
  const one = desk()
  for (own_ms of [0, 60_000, 120_000, 180_000]) {
    one.look()
    await settled()
  }
  expect(sent.map(([, body]) => body.windows)).toEqual([['pens', 'final'], ['final']])
  expect(one.of('final')).toBeUndefined()
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

it('asks once for who was turned away, over two minutes, and then waits for a press', async () => {
  windows = []
  away = ['pens']
  random = 0.5
  answers = [says(mine({ pens: standing({ orders: [], may_wait: true }) }))]
  const one = desk()
  for (own_ms of [0, 59_999]) one.look()
  expect(sent).toEqual([])
  for (own_ms of [60_000, 120_000, 600_000]) {
    one.look()
    await settled()
  }
  expect(sent.length).toBe(1)
  expect(one.of('pens')?.may_wait).toBe(true)
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
