import { count } from '../../format'
import type { Freshness } from '../../viewer/freshness'
import type { Scene } from '../scene'

/** The night's name, small, and what has to be known of it; the line only when it is lost. */
export function Top({ scene, freshness }: { scene: Scene; freshness: Freshness }) {
  const { words, title, place, tick, picture } = scene
  const note = words.line[freshness]
  const hearts = (picture.on_air && tick?.hearts?.[picture.on_air.id]) ?? 0
  return (
    <header class="top">
      <h1>{title}</h1>
      {place.rehearsal ? <span class="tag">{words.rehearsal}</span> : null}
      <span class="spring" />
      {note === '' ? null : (
        <span class="line" role="status" data-testid="line" data-state={freshness}>
          {note}
        </span>
      )}
      {hearts > 0 && note === '' ? (
        <span class="watching" aria-label={words.hearts(hearts)} data-testid="hearts">
          ♥ {count(hearts)}
        </span>
      ) : null}
      {tick && note === '' ? <span class="watching">{words.watching(tick.viewers)}</span> : null}
    </header>
  )
}
