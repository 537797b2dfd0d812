import { yuan } from '../../format'
import { windowAt } from 'gala-client/board'
import type { SegmentOf } from 'gala-client/segment'
import { factsOf } from '../facts'
import { lotOf, toRound, type Lot } from '../lot'
import { Beacon } from '../parts/beacon'
import { Count } from '../parts/count'
import { ProofQr } from '../parts/proof-qr'
import { Qr } from '../parts/qr'
import { Root } from '../parts/root'
import { Opened } from '../rain/opened'
import { Shower } from '../rain/shower'
import { givenBy } from '../sale'
import type { Scene } from '../scene'

interface Props {
  segment: SegmentOf<'rain'>
  scene: Scene
}

/** A rain: it falls over the whole screen, is frozen, and everybody opens at once. */
export function Rain({ segment, scene }: Props) {
  const { say } = scene
  const { window } = segment.detail
  const lot = lotOf(scene.picture, segment.id, window)
  return (
    <main class="view rain" data-view="rain" data-at={lot.at}>
      <p class="kind">{say(segment.title)}</p>
      {lot.at === 'entering' ? (
        <Falling segment={segment} scene={scene} />
      ) : (
        <Decided segment={segment} scene={scene} lot={lot} />
      )}
    </main>
  )
}

function Falling({ segment, scene }: Props) {
  const { words, picture, outlet, now_ms, tick, place } = scene
  const { window, pool_fen, packets } = segment.detail
  const { phase, gen, row } = windowAt(picture, window, outlet, now_ms)
  const open = phase === 'open'
  const closed = phase === 'closed' || phase === 'settled'
  const given = givenBy(picture, window, tick)
  return (
    <>
      {row && now_ms >= row.opens_at_ms && open ? (
        <Shower window={window} gen={gen} since_ms={now_ms - row.opens_at_ms} />
      ) : null}
      <h2 data-testid="stage-title">{open ? words.rain_now : yuan(pool_fen)}</h2>
      {closed ? <p class="lead">{words.counting}</p> : null}
      {phase === 'paused' ? <p class="lead">{words.sale_paused}</p> : null}
      {(open || closed) && given !== null ? (
        <p class="lead figure">{words.chances(given)}</p>
      ) : null}
      {phase === 'coming' && row ? (
        <Count label={words.rain_in} left_ms={row.opens_at_ms - now_ms} />
      ) : null}
      {open && row ? (
        <Count label={words.closes_in} left_ms={row.closes_at_ms - now_ms} />
      ) : null}
      {open || closed ? null : (
        <p class="lead">
          {words.packets(packets)} · {words.rain_how}
        </p>
      )}
      {place.phone && !closed ? <Qr text={place.phone} label={words.phone} /> : null}
    </>
  )
}

function Decided({ segment, scene, lot }: Props & { lot: Exclude<Lot, { at: 'entering' }> }) {
  const { words, now_ms, delay_ms } = scene
  const { pool_fen } = segment.detail
  switch (lot.at) {
    case 'given_up':
      return (
        <>
          <h2 data-testid="stage-title">{words.given_up}</h2>
          <p class="lead">{words.given_up_reason[lot.reason] ?? lot.reason}</p>
          <p class="lead">{words.pool_returned(yuan(pool_fen))}</p>
        </>
      )
    case 'void':
      return (
        <>
          <h2 data-testid="stage-title">{words.voided(lot.draw.number)}</h2>
          <p class="lead">{words.void_reason[lot.draw.reason ?? ''] ?? lot.draw.reason}</p>
        </>
      )
    case 'opened':
    case 'announced':
      return <Opened draw={lot.draw} pool_fen={pool_fen} scene={scene} />
    case 'frozen':
      return (
        <>
          <h2 data-testid="stage-title">{words.frozen}</h2>
          <Root hex={lot.frozen.root} label={words.root} />
        </>
      )
    case 'committed': {
      const facts = factsOf(lot.draw.manifest)
      const left_ms = toRound(lot.draw, now_ms, delay_ms)
      return (
        <>
          <h2 data-testid="stage-title">{words.frozen}</h2>
          <div class="pair">
            {facts ? <Root hex={facts.root} label={words.root} /> : null}
            {left_ms !== null && left_ms > 0 ? (
              <Count label={words.opened_in} left_ms={left_ms} />
            ) : null}
            <ProofQr number={lot.draw.number} scene={scene} />
          </div>
          {left_ms === null ? <p class="lead">{words.hall_decides}</p> : null}
          {left_ms !== null && left_ms <= 0 ? <p class="lead">{words.come}</p> : null}
          {facts ? <Beacon kind={facts.beacon} words={words} /> : null}
        </>
      )
    }
  }
}
