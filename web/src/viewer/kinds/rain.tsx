import { count, countdown, yuan } from '../../format'
import { windowAt, type WindowView } from 'gala-client/board'
import type { SegmentOf } from 'gala-client/segment'
import { claimView } from '../claim-view'
import { rainFace } from '../faces'
import { lotStage } from '../lot/stage'
import { ClaimButton, ClaimState } from '../parts/claim-button'
import { RainStory } from '../parts/rain-story'
import { ReceiptCard } from '../parts/receipt'
import { Field, useStill } from '../rain/field'
import { mayOf, type Scene } from '../scene'
import type { KindView } from './kind'

/** Red-packet rain: catch chances, and open together what a beacon has put into the packets. */
export const rain: KindView<'rain'> = {
  icon: (
    <>
      <rect x="5" y="3" width="14" height="18" rx="2.5" />
      <path d="M5 8.5c4.5 3 9.5 3 14 0" />
      <circle cx="12" cy="11.5" r="2" />
    </>
  ),
  Detail: Rain,
}

/** After these, once the entries are fixed, the story that follows tells more than the button. */
const DONE: readonly string[] = ['won', 'closed']

type Props = { segment: SegmentOf<'rain'>; scene: Scene }

function Rain({ segment, scene }: Props) {
  const { live, words, picture, outlet, now_ms } = scene
  const { window, per_viewer } = segment.detail
  const opening = windowAt(picture, window, outlet, now_ms)
  const claim = live.book?.of(window)
  const may = mayOf(segment, window, scene)
  const caught = live.catches.of(window, opening.gen)
  const face = rainFace(words, caught, per_viewer)
  const view = claimView(claim, opening, now_ms, live.link === 'open', face, may)
  const lot = lotStage(picture, segment.id, window)
  const wish = { window, gen: opening.gen, goods_title: segment.title }
  const tapped = () => view.state !== 'not_eligible' && live.catch(wish, per_viewer)
  const story = <RainStory lot={lot} scene={scene} />
  // What decides comes first while everybody waits for it.
  const waits = lot.at === 'committed'
  return (
    <div class="lot" data-state={view.state} data-lot={lot.at}>
      <Pool segment={segment} scene={scene} />
      {waits ? story : null}
      {opening.phase === 'open' ? (
        <Sky segment={segment} scene={scene} opening={opening} tapped={tapped} />
      ) : null}
      {lot.at !== 'entering' && DONE.includes(view.state) ? null : (
        <>
          <ClaimButton view={view} press={tapped} />
          <ClaimState view={view} />
        </>
      )}
      {claim?.state === 'won' && opening.phase !== 'open' && lot.at !== 'opened' ? (
        <ReceiptCard claim={claim} scene={scene} picture={scene.picture} />
      ) : null}
      {waits ? null : story}
      {lot.at === 'entering' ? <p class="small">{words.lots.rain.after_close}</p> : null}
    </div>
  )
}

function Pool({ segment: { detail }, scene: { words } }: Props) {
  const { rain: told } = words.lots
  const { pool_fen, packets, min_fen, max_fen } = detail
  return (
    <dl class="figures">
      <div>
        <dt>{told.pool}</dt>
        <dd>{yuan(pool_fen)}</dd>
      </div>
      <div>
        <dt>{told.packets}</dt>
        <dd>{count(packets)}</dd>
      </div>
      <div>
        <dt>{told.each}</dt>
        <dd>{min_fen === max_fen ? yuan(min_fen) : told.range(yuan(min_fen), yuan(max_fen))}</dd>
      </div>
    </dl>
  )
}

/** What falls, how much of it is caught, and how long it will fall. */
function Sky(props: Props & { opening: WindowView; tapped: () => boolean }) {
  const { segment, scene, opening, tapped } = props
  const { live, words, now_ms } = scene
  const { window, per_viewer } = segment.detail
  const still = useStill()
  const told = words.lots.rain
  const claim = live.book?.of(window)
  const mine = claim ? claim.quantity : live.catches.of(window, opening.gen)
  const row = opening.row
  if (!row) return null
  return (
    <div class="field" data-still={still}>
      {still ? null : (
        <Field
          window={window}
          gen={opening.gen}
          opens_at_ms={row.opens_at_ms}
          label={told.field}
          now={() => live.now()}
          tapped={tapped}
        />
      )}
      <p class="field-caught" data-testid="rain-caught">
        <span class="sr-only">{told.caught_label(mine, per_viewer)}</span>
        <span aria-hidden="true">{told.caught(mine, per_viewer)}</span>
      </p>
      <p class="field-left">{told.left(countdown(row.closes_at_ms - now_ms))}</p>
      {claim && !still ? <p class="field-theatre">{told.theatre}</p> : null}
    </div>
  )
}
