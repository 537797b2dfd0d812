import { yuan } from '../../format'
import type { SegmentOf } from 'gala-client/segment'
import { Count } from '../parts/count'
import { Qr } from '../parts/qr'
import { saleOf, type Sale } from '../sale'
import type { Scene } from '../scene'

/** A seckill: goods and price, the countdown, and every outlet's stock as it drains. */
export function Seckill({ segment, scene }: { segment: SegmentOf<'seckill'>; scene: Scene }) {
  const { words, say, picture, outlet, now_ms, tick, place } = scene
  const { window, goods_title, price_fen, regular_price_fen } = segment.detail
  const sale = saleOf(picture, window, outlet, now_ms, tick)
  return (
    <main class="view sale" data-view="seckill" data-phase={sale.phase}>
      <div class="sale-goods">
        <p class="kind">{say(segment.title)}</p>
        <h2 data-testid="stage-title">{say(goods_title)}</h2>
        <p class="price">
          <strong>{yuan(price_fen)}</strong>
          <span>{words.regular(yuan(regular_price_fen))}</span>
        </p>
        {place.phone ? <Qr text={place.phone} label={words.phone} /> : null}
      </div>
      <div class="sale-state">
        <State sale={sale} scene={scene} />
        <ul class="stocks">
          {sale.rows.map(({ outlet: id, stock, left, told }) => (
            <li key={id} data-testid={`stock-${id}`}>
              <span>{id}</span>
              <span class="figure">
                {told ? words.stock_left(left, stock) : words.stock_of(stock)}
              </span>
              {told ? (
                <progress
                  max={Math.max(1, stock)}
                  value={left}
                  aria-label={`${words.stock} ${id}`}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </div>
    </main>
  )
}

function State({ sale, scene: { words, now_ms } }: { sale: Sale; scene: Scene }) {
  const { phase, opens_at_ms, closes_at_ms, sold, stock } = sale
  switch (phase) {
    case 'unknown':
      return <p class="lead">{words.sale_unknown}</p>
    case 'coming':
      return <Count label={words.opens_in} left_ms={opens_at_ms - now_ms} />
    case 'open':
      return (
        <div class="now">
          <p class="shout">{words.sale_open}</p>
          <Count label={words.closes_in} left_ms={closes_at_ms - now_ms} />
        </div>
      )
    case 'paused':
      return (
        <div class="now">
          <p class="shout">{words.sale_paused}</p>
          <p class="lead">{words.paused_note}</p>
        </div>
      )
    case 'sold_out':
    case 'closed':
      return (
        <div class="now">
          <p class="shout stamp">{phase === 'sold_out' ? words.sold_out : words.sale_closed}</p>
          {sale.rows.every(({ told }) => told) ? (
            <p class="lead">{words.sold(sold, stock)}</p>
          ) : null}
        </div>
      )
  }
}
