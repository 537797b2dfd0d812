import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { cue, NEXT, segment, SECKILL, T0 } from 'gala-client/fixtures'
import { GuaranteeNotes } from './notes'

const REFUND = ['refund', 'refund_only', ['仅退款', 'Money back'], ['退', 'Keep it'], []]
const COUPON = ['again', 'coupon', ['券', 'Coupon'], ['减', 'Off'], [['金卡', 'Gold']]]
const sale = (guarantees: unknown) =>
  segment('seckill', 'pens', ['pens', 'pen', ['钢笔', 'Pen'], 1, 9900, guarantees])

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

it('remembers what goods come with over a reload', () => {
  const notes = new GuaranteeNotes('616')
  notes.learn([cue(1, 'ready', [sale([REFUND, COUPON])]), cue(2, 'take', [SECKILL, T0, NEXT])])
  for (const one of [notes, new GuaranteeNotes('616')]) {
    expect(one.of('pens').map(({ id }) => id)).toEqual(['refund', 'again'])
    expect(one.of('pens')[1]).toMatchObject({ kind: 'coupon', tiers: [['金卡', 'Gold']] })
    expect(one.of('phone')).toEqual([])
  }
  expect(new GuaranteeNotes('other').of('pens')).toEqual([])
})

it('takes a later card in place of an earlier one, and no card without guarantees', () => {
  const notes = new GuaranteeNotes('616')
  notes.learn([cue(1, 'ready', [sale([REFUND])])])
  notes.learn([cue(2, 'ready', [sale([COUPON])]), cue(3, 'ready', [sale(undefined)])])
  expect(notes.of('pens').map(({ id }) => id)).toEqual(['again'])
})

it('passes over what others have written, and odd cards', () => {
  items.set('gala.guarantees.616', '{"a":7,"b":[["x"]],"c":{}}')
  const notes = new GuaranteeNotes('616')
  for (const window of ['a', 'b', 'c']) expect(notes.of(window)).toEqual([])
  notes.learn([cue(1, 'ready', [sale([['refund']])])])
  expect(notes.of('pens')).toEqual([])
})
