import type { ComponentChildren, FunctionComponent } from 'preact'
import { phaseOf, type Phase } from 'gala-client/board'
import type { Kind, Segment } from 'gala-client/segment'
import { viewOf } from '../kinds'
import type { Scene } from '../scene'
import { Feelings } from './feelings'
import { Icon } from './icon'
import { ToEnd } from './to-end'
import { WhoMay } from './who'

/** What is on: the segment's card, or a card for a moment without one. */
export function Stage({ scene }: { scene: Scene }) {
  const { words, picture } = scene
  const phase = phaseOf(picture)
  const segment = picture.on_air
  if (segment && (phase === 'on_air' || phase === 'held')) {
    return <OnAir segment={segment} held={phase === 'held'} scene={scene} />
  }
  const { title, note } = QUIET[phase](words)
  return (
    <Card phase={phase} kind="other">
      <h2 data-testid="on-air-title">{title}</h2>
      <p class="lead">{note}</p>
    </Card>
  )
}

type Told = (words: Scene['words']) => { title: string; note: string }

const QUIET: Readonly<Record<Phase, Told>> = {
  waiting: (words) => ({ title: words.waiting, note: words.waiting_note }),
  panic: (words) => ({ title: words.panic, note: words.panic_note }),
  over: (words) => ({ title: words.over, note: words.over_note }),
  // These two have a segment and are drawn by it.
  on_air: (words) => ({ title: words.on_air, note: '' }),
  held: (words) => ({ title: words.held, note: '' }),
}

function Card(props: { phase: Phase; kind: Kind; children: ComponentChildren }) {
  return (
    <main id="stage" class="stage" data-phase={props.phase} data-kind={props.kind}>
      <div class="medal">
        <Icon>{viewOf(props.kind).icon}</Icon>
      </div>
      {props.children}
    </main>
  )
}

function OnAir({ segment, held, scene }: { segment: Segment; held: boolean; scene: Scene }) {
  const { words, say } = scene
  // The registry pairs each kind with its own detail; here only the pairing is known.
  const Detail = viewOf(segment.kind).Detail as FunctionComponent<{
    segment: Segment
    scene: Scene
  }> | null
  return (
    <Card phase={held ? 'held' : 'on_air'} kind={segment.kind}>
      <p class="tally">
        <span class="lamp">{words.on_air}</span>
        <span>{words.kinds[segment.kind]}</span>
      </p>
      <h2 data-testid="on-air-title">{say(segment.title)}</h2>
      {segment.guests.length > 0 ? (
        <ul class="guests" aria-label={words.guests}>
          {segment.guests.map((guest, i) => (
            <li key={i}>
              {say(guest.role)}
              {guest.count > 1 ? <span> {words.times(guest.count)}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      <ToEnd scene={scene} />
      {segment.who && segment.detail && 'window' in segment.detail ? (
        <WhoMay
          who={segment.who}
          window={segment.detail.window}
          weighed={segment.kind === 'draw' || (segment.kind === 'seckill' && !!segment.detail.lot)}
          scene={scene}
        />
      ) : null}
      {Detail ? <Detail key={segment.id} segment={segment} scene={scene} /> : null}
      <Feelings key={`${segment.id} feelings`} segment={segment.id} scene={scene} />
    </Card>
  )
}
