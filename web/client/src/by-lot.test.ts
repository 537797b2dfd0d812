import { expect, it } from 'vitest'
import { asDraw } from './by-lot'
import { segmentOf, type SegmentOf } from './segment'

const CARD = [
  'sale',
  'seckill',
  ['最后几支', 'The last few'],
  [],
  ['sale', 'pen', ['笔', 'Pen'], 1, 900, [], [[['app', ['主站', 'App'], 16], ['tv', ['电视', 'TV'], 4]], 2]],
]

const sale = segmentOf(CARD) as SegmentOf<'seckill'>

it('reads what an outlet has and how many wait', () => {
  expect(sale.detail.lot).toEqual({
    stocks: [
      { outlet: 'app', outlet_title: ['主站', 'App'], units: 16 },
      { outlet: 'tv', outlet_title: ['电视', 'TV'], units: 4 },
    ],
    waitlist: 2,
  })
})

it('reads that what is drawn has to be paid for', () => {
  const detail = [...(CARD[4] as unknown[]), 900_000]
  const paid = segmentOf([...CARD.slice(0, 4), detail]) as SegmentOf<'seckill'>
  expect(paid.detail).toEqual({ ...sale.detail, pay_within_ms: 900_000 })
  expect(sale.detail.pay_within_ms).toBe(0)
})

it('is a draw with a prize for each outlet', () => {
  const draw = asDraw(sale)
  expect(draw).toMatchObject({ id: 'sale', kind: 'draw', title: ['最后几支', 'The last few'] })
  expect(draw?.detail).toEqual({
    window: 'sale',
    alternates: 2,
    prizes: [
      { prize_id: 'app', prize_title: ['笔 · 主站', 'Pen · App'], count: 16, value_fen: 0 },
      { prize_id: 'tv', prize_title: ['笔 · 电视', 'Pen · TV'], count: 4, value_fen: 0 },
    ],
  })
})

it('is none where the first have the units', () => {
  const [id, kind, title, guests, detail] = CARD
  const first = segmentOf([id, kind, title, guests, (detail as unknown[]).slice(0, 6)])
  expect(asDraw(first as SegmentOf<'seckill'>)).toBeNull()
})

it('shows no more than its title when its stock cannot be read', () => {
  const [id, kind, title, guests, detail] = CARD
  const odd = [...(detail as unknown[]).slice(0, 6), [[['app', 16]], 2]]
  expect(segmentOf([id, kind, title, guests, odd])?.kind).toBe('other')
})
