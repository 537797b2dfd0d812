import type { SegmentOf } from './segment'

/**
 * A seckill by lot as the draw that it is: a prize for each outlet, by its id. null where the first
 * have the units.
 */
export function asDraw(segment: SegmentOf<'seckill'>): SegmentOf<'draw'> | null {
  const { lot, window, goods_title } = segment.detail
  if (!lot) return null
  const [goods_zh, goods_en] = goods_title
  const prizes = lot.stocks.map(({ outlet, outlet_title: [zh, en], units }) => ({
    prize_id: outlet,
    prize_title: [`${goods_zh} · ${zh}`, `${goods_en} · ${en}`] as const,
    count: units,
    value_fen: 0,
  }))
  return { ...segment, kind: 'draw', detail: { prizes, window, alternates: lot.waitlist } }
}
