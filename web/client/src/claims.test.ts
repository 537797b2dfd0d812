import { beforeEach, describe, expect, it } from 'vitest'
import { ClaimBook, earlierReceipts, type Drawer } from './claim-book'
import type { Outcome } from './messages'

/** A `localStorage` in memory. */
class Box implements Drawer {
  readonly items = new Map<string, string>()
  get length() {
    return this.items.size
  }
  key = (i: number) => [...this.items.keys()][i] ?? null
  getItem = (key: string) => this.items.get(key) ?? null
  setItem = (key: string, value: string) => void this.items.set(key, value)
}

const AHEAD = 1_000_000

const PROOF = {
  outlet: 'app',
  pseudonym: 'ab'.repeat(16),
  batch: '1-2',
  index: 3,
  size: 4,
  path: 'cd'.repeat(64),
  signature: 'ef'.repeat(64),
  promise: 'always 1',
}

describe('a claim', () => {
  let own = 0
  let box = new Box()
  let book: ClaimBook
  const env = { own: () => own, random: () => 0.5 }
  const open = (viewer = 'v-1') => new ClaimBook('616', viewer, box, env)
  const PAUSE = 600 // what random() makes of 200–1,000 ms

  beforeEach(() => {
    own = 0
    box = new Box()
    book = open()
  })

  const wish = { window: 'w', kind: 'seckill', goods_title: ['手机', 'Phone'], quantity: 1 } as const
  const press = (gen = 1) => book.press({ ...wish, gen })
  const sendings = () => book.due().map(({ claim_id, retry }) => ({ claim_id, retry }))
  const answered = (outcome: Outcome, at_ms = 0, gen = 1) =>
    book.answer(
      { name: 'answer', window: 'w', gen, claim_id: book.of('w')?.claim_id ?? '', outcome, at_ms },
      (show_ms) => show_ms - AHEAD,
    )
  const won = (unit = 17) =>
    book.receipt({
      name: 'receipt',
      window: 'w',
      gen: 1,
      claim_id: 'ab'.repeat(16),
      unit,
      price_fen: 1,
      at_ms: AHEAD,
      quantity: 1,
      proof: PROOF,
    })

  it('is idle, then sent once, without retry', () => {
    expect(book.of('w')).toBeUndefined()
    expect(press()).toBe(true)
    expect(sendings()).toMatchObject([{ retry: false }])
    expect(book.of('w')?.state).toBe('sent')
    expect(sendings()).toEqual([])
    expect(press()).toBe(false)
  })

  it('is asked again after 2 s and a pause, with the same id and retry', () => {
    press()
    const [first] = sendings()
    own = 2_000 + PAUSE - 1
    expect(sendings()).toEqual([])
    own += 1
    expect(sendings()).toEqual([{ claim_id: first?.claim_id, retry: true }])
  })

  it('is asked again a pause after the connection broke', () => {
    press()
    sendings()
    own = 100
    book.broke()
    expect(sendings()).toEqual([])
    own += PAUSE
    expect(sendings()).toMatchObject([{ retry: true }])
  })

  it('pending is not a no: asked again after at_ms', () => {
    press()
    sendings()
    answered('pending', AHEAD + 3_000)
    expect(book.of('w')?.state).toBe('pending')
    own = 3_000 + PAUSE - 1
    expect(sendings()).toEqual([])
    own += 1
    expect(sendings()).toMatchObject([{ retry: true }])
    expect(book.of('w')?.state).toBe('pending')
  })

  it('too early is asked again at the opening', () => {
    press()
    sendings()
    answered('too_early', AHEAD + 700)
    own = 699
    expect(sendings()).toEqual([])
    own = 700
    expect(sendings()).toHaveLength(1)
  })

  it.each([-5_000, 10 ** 9])('an odd at_ms (%d) neither floods nor forgets', (at_ms) => {
    press()
    sendings()
    answered('pending', AHEAD + at_ms)
    expect(sendings()).toEqual([])
    own = 15_000 + PAUSE
    expect(sendings()).toHaveLength(1)
  })

  it.each(['sold_out', 'paused', 'closed', 'unknown'] as const)('%s is final for this opening', (outcome) => {
    press()
    sendings()
    answered(outcome)
    own = 60_000
    expect([book.of('w')?.state, sendings(), press(1)]).toEqual([outcome, [], false])
    expect(press(2)).toBe(true)
  })

  it('who may not take part may try again, also after a reload', () => {
    press()
    sendings()
    answered('not_eligible')
    own = 60_000
    expect([book.of('w')?.state, sendings()]).toEqual(['not_eligible', []])
    book = open()
    expect(book.of('w')?.state).toBe('not_eligible')
    expect(press(1)).toBe(true)
    expect(sendings()).toMatchObject([{ retry: false }])
  })

  it('a receipt is final for good, and the first one stands', () => {
    press()
    sendings()
    won()
    expect(book.of('w')).toMatchObject({ state: 'won', unit: 17, goods_title: ['手机', 'Phone'] })
    won(18)
    answered('sold_out')
    expect(book.of('w')).toMatchObject({ state: 'won', unit: 17 })
    expect(press(2)).toBe(false)
  })

  it('a receipt that comes after a no still counts', () => {
    press()
    sendings()
    answered('sold_out')
    won()
    expect(book.of('w')?.state).toBe('won')
  })

  it('an answer to another opening changes nothing', () => {
    press(2)
    sendings()
    answered('closed', 0, 1)
    expect(book.of('w')?.state).toBe('sent')
  })

  it('a reload asks again with retry, even when it may not have gone out', () => {
    press()
    const before = book.of('w')?.claim_id
    book = open()
    own = PAUSE
    expect(sendings()).toEqual([{ claim_id: before, retry: true }])
  })

  it('a reload keeps receipts; another viewer has none, but the device remembers', () => {
    press()
    won()
    expect(open().receipts()).toMatchObject([{ unit: 17, goods_title: ['手机', 'Phone'] }])
    expect(open('v-2').receipts()).toEqual([])
    expect(open().others()).toEqual([])
    expect(earlierReceipts(box, '616', 'v-2')).toMatchObject([{ unit: 17 }])
    expect(earlierReceipts(box, '616', 'v-1')).toEqual([])
  })

  it('keeps the chances caught over a reload, and the proof of what was got', () => {
    book.press({ ...wish, gen: 1, kind: 'rain', quantity: 3 })
    book = open()
    own = PAUSE
    expect(book.due()).toMatchObject([{ kind: 'rain', quantity: 3, retry: true }])
    won()
    expect(open().receipts()).toMatchObject([{ kind: 'rain', quantity: 1, proof: PROOF }])
  })

  it('reads a receipt of an earlier version of the page', () => {
    const old = { state: 'won', window: 'w', gen: 1, claim_id: 'ab'.repeat(16), unit: 7 }
    box.setItem('gala.claim.616.v-1.w', JSON.stringify({ ...old, price_fen: 1, at_ms: 2 }))
    const kept = { unit: 7, kind: 'seckill', quantity: 1, proof: null }
    expect(open().receipts()).toMatchObject([kept])
  })

  it('what others have written into the storage is passed over', () => {
    for (const text of ['', '7', '[]', '{"state":"won"}', '{"state":"x","window":"w","gen":1}']) {
      box.setItem(`gala.claim.616.v-1.${text}`, text)
    }
    expect(open().receipts()).toEqual([])
  })

  it('works without a storage', () => {
    book = new ClaimBook('616', 'v-1', null, env)
    press()
    expect(sendings()).toHaveLength(1)
  })
})
