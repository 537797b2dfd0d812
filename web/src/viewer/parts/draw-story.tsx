import type { DrawPicture } from 'gala-client/draw-picture'
import { codeOf } from '../../pseudonym'
import { factsOf, oddsIn } from '../lot/manifest-facts'
import { contradicts, drawMine, returned } from '../lot/outcome'
import type { LotStage } from '../lot/stage'
import type { Scene } from '../scene'
import {
  Committed,
  Computed,
  Frozen,
  Halves,
  MyCode,
  Nothing,
  ProofLink,
  reasonOf,
} from './lot-common'
import { Winners, type Listed } from './winners'

interface Props {
  lot: LotStage
  segment: string
  scene: Scene
}

/** The words of a draw, or of a seckill by lot, by the segment in which it is. */
function wordsOf({ words: { lots }, live }: Scene, segment: string) {
  return live.notes?.of(segment)?.kind === 'lot' ? lots.lot : lots.draw
}

/** What became of a draw, from the fixed entries to the open envelope. */
export function DrawStory({ lot, segment, scene }: Props) {
  const { lots } = scene.words
  switch (lot.at) {
    case 'entering':
      return null
    case 'frozen':
      return (
        <Frozen frozen={lot.frozen} told={lots.frozen(lot.frozen.entries)} scene={scene} />
      )
    case 'committed':
      return <Waiting draw={lot.draw} scene={scene} />
    case 'opened':
    case 'announced':
      return <Decided draw={lot.draw} scene={scene} />
    case 'void':
      return <Nothing told={reasonOf(lots.voided, lot.draw.reason)} />
    case 'given_up':
      return <Nothing told={reasonOf(wordsOf(scene, segment).given_up, lot.reason)} />
  }
}

type Drawn = { draw: DrawPicture; scene: Scene }

function Waiting({ draw, scene }: Drawn) {
  const { words, picture } = scene
  const frozen = draw.window === null ? undefined : picture.frozen[draw.window]
  return (
    <>
      <Committed draw={draw} scene={scene} />
      {frozen ? (
        <Frozen frozen={frozen} told={words.lots.frozen(frozen.entries)} scene={scene} />
      ) : null}
    </>
  )
}

function Decided({ draw, scene }: Drawn) {
  const { live, words, say } = scene
  const told = wordsOf(scene, draw.segment)
  const claim = live.receiptOf(draw)
  const outcome = live.proving.outcome(draw, claim)
  const titles = { ...live.notes?.of(draw.segment)?.prizes, ...draw.prizes }
  const title = (id: string | null) =>
    id === null ? told.alternate : say(titles[id] ?? [id, id])
  const announced = draw.state === 'announced'
  const computed = outcome?.state === 'draw' ? outcome.places : []
  const rows: Listed[] = announced
    ? draw.winners.map((one) => ({ ...one, prize: title(one.prize_id) }))
    : computed.map((one) => ({ ...one, prize: title(one.prize_id) }))
  const list = (
    <Winners
      rows={rows}
      count={announced ? draw.count : rows.length}
      mine={claim?.proof?.pseudonym ?? null}
      scene={scene}
    />
  )
  return (
    <section class="opened" data-testid={announced ? 'draw-announced' : 'draw-opened'}>
      <Mine draw={draw} scene={scene} title={title} />
      <Units draw={draw} scene={scene} />
      {claim?.proof ? <MyCode code={codeOf(claim.proof.pseudonym)} scene={scene} /> : null}
      {announced ? (
        <p class="lot-line seal" data-open>
          {told.announced}
        </p>
      ) : outcome?.state === 'draw' ? (
        <p class="lot-line seal halves">
          <Halves halves={told.sealed} />
        </p>
      ) : null}
      {announced && contradicts(draw.winners, outcome) ? (
        <div class="contradiction" role="alert">
          {told.contradicts}
        </div>
      ) : null}
      {/* An announced list stands by itself; what this phone alone knows waits for it. */}
      {announced ? list : <Computed outcome={outcome} scene={scene}>{list}</Computed>}
      {announced && outcome ? (
        <Computed outcome={outcome} scene={scene}>
          <p class="small">{words.lots.computed}</p>
        </Computed>
      ) : null}
      <ProofLink draw={draw} scene={scene} />
    </section>
  )
}

/** The odds that this outlet's entries had, and what was returned, in a seckill by lot. */
function Units({ draw, scene }: Drawn) {
  const { words, outlet, live } = scene
  const facts = factsOf(draw.manifest)
  if (!facts?.stocks) return null
  const told = words.lots.lot
  const odds = oddsIn(outlet, facts)
  const weighed = facts.entries !== facts.numbers
  const back = returned(draw, live.proving.outcome(draw, live.receiptOf(draw)), facts.prizes)
  return (
    <div class="units" data-testid="lot-odds">
      {odds ? (
        <p class="small">
          {weighed
            ? told.odds_weighed(odds.units, odds.numbers)
            : told.odds(odds.units, odds.numbers)}
        </p>
      ) : null}
      {back ? <p class="small">{told.returned(back)}</p> : null}
    </div>
  )
}

/** What came of my own entry, said plainly. */
function Mine({ draw, scene, title }: Drawn & { title: (id: string) => string }) {
  const { live } = scene
  const told = wordsOf(scene, draw.segment).result
  const claim = live.receiptOf(draw)
  const mine = drawMine(draw, live.proving.outcome(draw, claim), claim)
  if (mine.is === 'unknown') return null
  // Until the envelope is open, a winner may still be passed over.
  const won = draw.state === 'announced' ? told.won : told.drawn
  const to_pay = claim?.kind === 'lot' && live.pays?.paid(claim.window)
  const line =
    mine.is === 'won'
      ? to_pay
        ? scene.words.orders.drawn
        : won(title(mine.prize_id))
      : mine.is === 'alternate'
        ? told.alternate(mine.no)
        : told[mine.is]
  const note =
    mine.is === 'alternate'
      ? told.alternate_note
      : mine.is === 'passed_over'
        ? told.passed_over_note
        : null
  return (
    <div class="mine" role="status" data-testid="draw-mine" data-is={mine.is}>
      <p class="mine-line">{line}</p>
      {note ? <p class="small">{note}</p> : null}
    </div>
  )
}
