import { yuan } from '../../format'
import { openingOf, windowAt } from 'gala-client/board'
import type { SegmentOf } from 'gala-client/segment'
import { claimView, revokedView } from '../claim-view'
import { seckillFace } from '../faces'
import { PriceBasis } from '../parts/basis'
import { ByLot } from '../parts/by-lot'
import { ClaimButton, ClaimState } from '../parts/claim-button'
import { ReceiptCard } from '../parts/receipt'
import { Stock } from '../parts/stock'
import { mayOf, type Scene } from '../scene'
import type { KindView } from './kind'

/** Goods at a fixed price: for the first who come, or by lot; one button and an honest answer. */
export const seckill: KindView<'seckill'> = {
  icon: <path d="M13.5 2.5 4.5 13.5h6.5l-1 8 9-11h-6.5z" />,
  Detail: Seckill,
}

type Props = { segment: SegmentOf<'seckill'>; scene: Scene }

function Seckill({ segment, scene }: Props) {
  const { lot } = segment.detail
  if (!lot) return <FirstCome segment={segment} scene={scene} />
  return (
    <div class="seckill">
      <Goods segment={segment} scene={scene} />
      <ByLot segment={segment} lot={lot} scene={scene} />
      <PriceBasis key={segment.detail.window} window={segment.detail.window} scene={scene} />
    </div>
  )
}

function Goods({ segment, scene: { words, say } }: Props) {
  const { goods_title, price_fen, regular_price_fen } = segment.detail
  return (
    <>
      <p class="goods">{say(goods_title)}</p>
      <p class="price">
        <span class="sr-only">{words.price} </span>
        <strong>{yuan(price_fen)}</strong>
        <span class="regular">{words.regular(yuan(regular_price_fen))}</span>
      </p>
    </>
  )
}

/** First come, first served. */
function FirstCome({ segment, scene }: Props) {
  const { live, words, picture, outlet, now_ms } = scene
  const { window, goods_title, price_fen } = segment.detail
  const opening = windowAt(picture, window, outlet, now_ms)
  const claim = live.book?.of(window)
  const may = mayOf(segment, window, scene)
  const face = seckillFace(words, price_fen)
  const asked = claimView(claim, opening, now_ms, live.link === 'open', face, may)
  const why = claim?.state === 'won' ? picture.revoked[openingOf(window, claim.gen)] : undefined
  const view = why === undefined ? asked : revokedView(words.revoked_why(why))
  const wish = { window, gen: opening.gen, kind: 'seckill', goods_title, quantity: 1 } as const
  return (
    <div class="seckill" data-state={view.state}>
      <Goods segment={segment} scene={scene} />
      <Stock view={opening} scene={scene} window={window} />
      {claim?.state === 'won' ? (
        <ReceiptCard claim={claim} scene={scene} picture={picture} />
      ) : null}
      <ClaimButton view={view} press={() => live.press(wish)} />
      <ClaimState view={view} />
      <PriceBasis key={window} window={window} scene={scene} />
    </div>
  )
}
