import { countdown } from '../../format'
import { windowAt } from 'gala-client/board'
import type { ByLot as Lot, SegmentOf } from 'gala-client/segment'
import { claimView } from '../claim-view'
import { lotFace } from '../faces'
import { lotStage } from '../lot/stage'
import { mayOf, type Scene } from '../scene'
import { ClaimButton, ClaimState } from './claim-button'
import { DrawStory } from './draw-story'
import { ReceiptCard } from './receipt'

interface Props {
  segment: SegmentOf<'seckill'>
  lot: Lot
  scene: Scene
}

/** A seckill by lot, below its price: the stock, the way in, and what a beacon makes of it. */
export function ByLot({ segment, lot, scene }: Props) {
  const { live, words, picture, outlet, now_ms } = scene
  const { window, goods_title, price_fen } = segment.detail
  const told = words.lots.lot
  const opening = windowAt(picture, window, outlet, now_ms)
  const claim = live.book?.of(window)
  const may = mayOf(segment, window, scene)
  const face = lotFace(words, price_fen)
  const view = claimView(claim, opening, now_ms, live.link === 'open', face, may)
  const stage = lotStage(picture, segment.id, window)
  const wish = { window, gen: opening.gen, kind: 'lot', goods_title, quantity: 1 } as const
  const entered = claim?.state === 'won'
  const decided = stage.at === 'opened' || stage.at === 'announced'
  const units = lot.stocks.find((one) => one.outlet === outlet)?.units ?? 0
  const story = <DrawStory lot={stage} segment={segment.id} scene={scene} />
  const waits = stage.at === 'committed'
  return (
    <div class="lot" data-state={view.state} data-lot={stage.at}>
      {waits ? story : null}
      {decided ? null : (
        <p class="by-lot" data-testid="by-lot">
          <strong>{told.rule}</strong> {units > 0 ? told.here(units) : told.none_here}
          {lot.waitlist > 0 && units > 0 ? <span> {told.waitlist(lot.waitlist)}</span> : null}
        </p>
      )}
      {decided || (stage.at !== 'entering' && view.state === 'closed') ? null : (
        <>
          {opening.phase === 'open' && opening.row && !entered ? (
            <p class="lot-closes">
              {told.closes_in(countdown(opening.row.closes_at_ms - now_ms))}
            </p>
          ) : null}
          <ClaimButton view={view} press={() => live.press(wish)} />
          <ClaimState view={view} />
        </>
      )}
      {entered && !decided ? <ReceiptCard claim={claim} scene={scene} picture={scene.picture} /> : null}
      {waits ? null : story}
    </div>
  )
}
