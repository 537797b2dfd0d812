import { phaseOf } from 'gala-client/board'
import { lotsAside, type AsideLot } from '../lot/stage'
import type { Scene } from '../scene'
import { DrawStory } from './draw-story'
import { RainStory } from './rain-story'

/** Rains and draws that are not on the card: their beacon comes when the show has moved on. */
export function LotsAside({ scene }: { scene: Scene }) {
  const { picture } = scene
  const phase = phaseOf(picture)
  const on_card = phase === 'on_air' || phase === 'held' ? picture.on_air?.id ?? null : null
  return (
    <>
      {lotsAside(picture, on_card).map((one) => (
        <Aside key={one.segment} one={one} scene={scene} />
      ))}
    </>
  )
}

function Aside({ one, scene }: { one: AsideLot; scene: Scene }) {
  const { words, say, live } = scene
  const { segment, lot } = one
  const note = live.notes?.of(segment)
  const kind = ('draw' in lot ? lot.draw.kind : null) ?? note?.kind
  const title = note?.title
  const id = `lot-${segment}`
  const is_rain = kind === 'rain'
  return (
    <section class="panel lot-aside" aria-labelledby={id} data-testid={id}>
      <h2 id={id}>
        {words.kinds[is_rain ? 'rain' : note?.kind === 'lot' ? 'seckill' : 'draw']}
        {title ? ` · ${say(title)}` : ''}
      </h2>
      {is_rain ? <RainStory lot={lot} scene={scene} /> : <DrawStory lot={lot} segment={segment} scene={scene} />}
    </section>
  )
}
