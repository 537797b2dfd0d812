import { count } from '../../format'
import { windowAt } from 'gala-client/board'
import type { SegmentOf } from 'gala-client/segment'
import { Ball } from '../ball/ball'
import { codeOfLeaf, useEntrants } from '../entrants'
import { lotOf, toRound } from '../lot'
import { Count } from '../parts/count'
import { Envelope } from '../parts/envelope'
import { Qr } from '../parts/qr'
import { Root } from '../parts/root'
import { givenBy } from '../sale'
import type { Scene } from '../scene'
import { Committed } from './committed'
import { Winners } from './winners'

/** So many points at most on the ball while people still enter. */
const POINTS_MAX = 300

interface Props {
  segment: SegmentOf<'draw'>
  scene: Scene
  /** What is drawn, where these are goods for sale and no prizes. */
  note?: string
}

/** A draw as a show, from the first entry to the winners. The ball turns all the while. */
export function Draw({ segment, scene, note }: Props) {
  const { picture, tick, now_ms, delay_ms } = scene
  const { window } = segment.detail
  const lot = lotOf(picture, segment.id, window)
  const frozen = picture.frozen[window]
  const names = useEntrants(frozen && lot.at !== 'entering' ? window : null, frozen?.gen ?? 0)
  const draw = 'draw' in lot ? lot.draw : null
  const places = lot.at === 'opened' ? lot.draw.places : null
  const drawn = places?.flatMap(([, leaf]) => codeOfLeaf(leaf) ?? []) ?? null
  const given = givenBy(picture, window, tick)
  const turning = scene.ball && lot.at !== 'announced' && lot.at !== 'given_up'
  return (
    <main class="view draw" data-view="draw" data-at={lot.at} data-ball={turning}>
      {turning ? (
        <Ball
          names={names}
          points={Math.min(POINTS_MAX, frozen?.entries ?? given ?? 0)}
          to_round_ms={draw && lot.at === 'committed' ? toRound(draw, now_ms, delay_ms) : null}
          drawn={drawn}
          transparent={scene.transparent}
        />
      ) : null}
      <div class="draw-words">
        <p class="kind">{scene.say(segment.title)}</p>
        {note && lot.at !== 'announced' ? (
          <p class="note" data-testid="lot-note">
            {note}
          </p>
        ) : null}
        <Words segment={segment} scene={scene} given={given} />
      </div>
    </main>
  )
}

function Words({ segment, scene, given }: Props & { given: number | null }) {
  const { words, picture } = scene
  const lot = lotOf(picture, segment.id, segment.detail.window)
  switch (lot.at) {
    case 'entering':
      return <Entering segment={segment} scene={scene} given={given} />
    case 'frozen':
      return (
        <>
          <h2 data-testid="stage-title">{words.frozen}</h2>
          <p class="lead">
            <b>{count(lot.frozen.entries)}</b> {words.entered}
          </p>
          <Root hex={lot.frozen.root} label={words.root} />
          <p class="note">{words.frozen_how}</p>
        </>
      )
    case 'committed':
      return <Committed draw={lot.draw} scene={scene} />
    case 'opened':
      return (
        <>
          <Envelope />
          <h2 data-testid="stage-title">{words.sealed}</h2>
          <p class="lead">{words.sealed_note}</p>
        </>
      )
    case 'announced':
      return <Winners segment={segment} draw={lot.draw} scene={scene} />
    case 'void':
      return (
        <>
          <h2 data-testid="stage-title">{words.voided(lot.draw.number)}</h2>
          <p class="lead">{words.void_reason[lot.draw.reason ?? ''] ?? lot.draw.reason}</p>
        </>
      )
    case 'given_up':
      return (
        <>
          <h2 data-testid="stage-title">{words.given_up}</h2>
          <p class="lead">{words.given_up_reason[lot.reason] ?? lot.reason}</p>
          <p class="lead">{words.no_prize}</p>
        </>
      )
  }
}

function Entering({ segment, scene, given }: Props & { given: number | null }) {
  const { words, picture, outlet, now_ms, place } = scene
  const { phase, row } = windowAt(picture, segment.detail.window, outlet, now_ms)
  const open = phase === 'open'
  const closed = phase === 'closed' || phase === 'settled'
  const title = open ? words.entering : closed ? words.counting : words.entering_soon
  const paused = phase === 'paused'
  return (
    <>
      <h2 data-testid="stage-title">{paused ? words.sale_paused : title}</h2>
      {given === null ? null : (
        <p class="given">
          <strong class="figure" data-testid="entered">
            {count(given)}
          </strong>
          <span>{words.entered}</span>
        </p>
      )}
      {open && row ? (
        <Count label={words.entering_until} left_ms={row.closes_at_ms - now_ms} />
      ) : null}
      {place.phone && !closed ? (
        <>
          <p class="note">{words.entry_how}</p>
          <Qr text={place.phone} label={words.phone} />
        </>
      ) : null}
    </>
  )
}
