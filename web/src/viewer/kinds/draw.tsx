import { countdown, yuan } from '../../format'
import { windowAt } from 'gala-client/board'
import type { SegmentOf } from 'gala-client/segment'
import { claimView } from '../claim-view'
import { drawFace } from '../faces'
import { lotStage } from '../lot/stage'
import { ClaimButton, ClaimState } from '../parts/claim-button'
import { DrawStory } from '../parts/draw-story'
import { ReceiptCard } from '../parts/receipt'
import { mayOf, type Scene } from '../scene'
import type { KindView } from './kind'

/** A draw: its prizes, the way in, and what a beacon makes of the entries. */
export const draw: KindView<'draw'> = {
  icon: (
    <>
      <path d="M4 9h16v11H4zM3 6h18v3H3zM12 6v14" />
      <path d="M12 6S9 6 8 4.8A1.7 1.7 0 0 1 10.5 2.5C12 3.5 12 6 12 6zm0 0s3 0 4-1.2a1.7 1.7 0 0 0-2.5-2.3C12 3.5 12 6 12 6z" />
    </>
  ),
  Detail: Draw,
}

type Props = { segment: SegmentOf<'draw'>; scene: Scene }

function Draw({ segment, scene }: Props) {
  const { live, words, picture, outlet, now_ms } = scene
  const { window } = segment.detail
  const told = words.lots.draw
  const opening = windowAt(picture, window, outlet, now_ms)
  const claim = live.book?.of(window)
  const may = mayOf(segment, window, scene)
  const view = claimView(claim, opening, now_ms, live.link === 'open', drawFace(words), may)
  const lot = lotStage(picture, segment.id, window)
  const wish = {
    window,
    gen: opening.gen,
    kind: 'draw',
    goods_title: segment.title,
    quantity: 1,
  } as const
  const won = claim?.state === 'won'
  const decided = lot.at === 'opened' || lot.at === 'announced'
  // The entries may be an earlier segment's: then there is nothing to press here.
  const can_enter = lot.at === 'entering' || (view.state !== 'closed' && !won)
  const story = <DrawStory lot={lot} segment={segment.id} scene={scene} />
  // What decides comes first while everybody waits for it, the prizes last.
  const waits = lot.at === 'committed'
  return (
    <div class="lot" data-state={view.state} data-lot={lot.at}>
      {waits ? story : null}
      {decided || waits ? null : <Prizes segment={segment} scene={scene} />}
      {decided || !can_enter ? null : (
        <>
          {opening.phase === 'open' && opening.row && !won ? (
            <p class="lot-closes">
              {told.closes_in(countdown(opening.row.closes_at_ms - now_ms))}
            </p>
          ) : null}
          <ClaimButton view={view} press={() => live.press(wish)} />
          <ClaimState view={view} />
        </>
      )}
      {won && !decided ? <ReceiptCard claim={claim} scene={scene} picture={scene.picture} /> : null}
      {window !== segment.id && !won ? <p class="small">{told.none_entered}</p> : null}
      <p class="small">
        <a href="/terms" target="_blank" rel="noopener">
          {told.terms}
        </a>
      </p>
      {waits ? <Prizes segment={segment} scene={scene} /> : story}
    </div>
  )
}

function Prizes({ segment, scene: { words, say } }: Props) {
  const { prizes, alternates } = segment.detail
  return (
    <ul class="prizes">
      {prizes.map((prize) => (
        <li key={prize.prize_id}>
          <strong>{say(prize.prize_title)}</strong>
          <span>{words.prize_count(prize.count)}</span>
          {prize.value_fen > 0 ? (
            <span class="muted">{words.prize_value(yuan(prize.value_fen))}</span>
          ) : null}
        </li>
      ))}
      {alternates > 0 ? (
        <li class="muted prizes-more">{words.lots.draw.alternates(alternates)}</li>
      ) : null}
    </ul>
  )
}
