import { yuan } from '../../format'
import type { DrawPicture } from 'gala-client/draw-picture'
import type { LotStage } from '../lot/stage'
import type { Scene } from '../scene'
import { Committed, Computed, Frozen, Nothing, ProofLink, reasonOf } from './lot-common'

interface Props {
  lot: LotStage
  scene: Scene
}

/** What became of a rain after it had stopped, from the list of chances to the open packets. */
export function RainStory({ lot, scene }: Props) {
  const { lots } = scene.words
  switch (lot.at) {
    case 'entering':
      return null
    case 'frozen': {
      const { entries, numbers } = lot.frozen
      return <Frozen frozen={lot.frozen} told={lots.rain.entries(entries, numbers)} scene={scene} />
    }
    case 'committed':
      return <Waiting draw={lot.draw} scene={scene} />
    case 'opened':
    case 'announced':
      return <Opened draw={lot.draw} scene={scene} />
    case 'void':
      return <Nothing told={reasonOf(lots.voided, lot.draw.reason)} />
    case 'given_up':
      return <Nothing told={reasonOf(lots.rain.given_up, lot.reason)} />
  }
}

type Drawn = { draw: DrawPicture; scene: Scene }

function Waiting({ draw, scene }: Drawn) {
  const { words, picture } = scene
  const frozen = draw.window === null ? undefined : picture.frozen[draw.window]
  const told = frozen && words.lots.rain.entries(frozen.entries, frozen.numbers)
  return (
    <>
      <Committed draw={draw} scene={scene} />
      {frozen && told ? <Frozen frozen={frozen} told={told} scene={scene} /> : null}
    </>
  )
}

function Opened({ draw, scene }: Drawn) {
  const { live, words } = scene
  const told = words.lots.rain
  const claim = live.receiptOf(draw)
  const outcome = live.proving.outcome(draw, claim)
  const paid = draw.paid_fen ?? 0
  const back = draw.returned_fen ?? 0
  return (
    <section class="opened" data-testid="rain-opened">
      <Computed outcome={outcome} scene={scene}>
        {outcome?.state !== 'rain' ? null : !claim ? (
          <p class="lot-line">{told.not_in}</p>
        ) : outcome.mine.length === 0 ? (
          <p class="lot-line" data-testid="rain-none">
            {told.none}
          </p>
        ) : (
          <Packet mine={outcome.mine} draw={draw} scene={scene} />
        )}
      </Computed>
      {draw.packets === null ? null : <p class="small">{told.opened(draw.packets)}</p>}
      <p class="sums" data-testid="rain-sums">
        {told.sums(yuan(paid), yuan(back), yuan(paid + back))}
      </p>
      <ProofLink draw={draw} scene={scene} />
    </section>
  )
}

/** So long after the opening the packet still opens before one's eyes. */
const FRESH_MS = 6_000
/** More packets than these are not listed one by one. */
const LISTED_MAX = 6

/** My packets, opened. */
function Packet({ mine, draw, scene }: Drawn & { mine: readonly number[] }) {
  const { words, now_ms, delay_ms } = scene
  const told = words.lots.rain
  const total = mine.reduce((sum, fen) => sum + fen, 0)
  const fresh = now_ms - ((draw.opened_at_ms ?? 0) + delay_ms) < FRESH_MS
  return (
    <div class="packet" data-fresh={fresh} role="status" data-testid="rain-mine">
      <div class="packet-slip">
        <p>{told.mine}</p>
        <p class="packet-fen">{yuan(total)}</p>
        {mine.length > 1 ? (
          <p class="small">
            {told.mine_more(mine.length)}
            {mine.length <= LISTED_MAX ? `: ${mine.map((fen) => yuan(fen)).join(' + ')}` : ''}
          </p>
        ) : null}
        <p class="small">{words.lots.computed}</p>
      </div>
      <div class="packet-pocket" aria-hidden="true" />
    </div>
  )
}
