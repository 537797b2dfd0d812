import { Count } from '../parts/count'
import { Qr } from '../parts/qr'
import type { Scene } from '../scene'

/** Before the show: its name, when it opens, and the way in. */
export function Title({ scene }: { scene: Scene }) {
  const { words, title, picture, place, now_ms, delay_ms } = scene
  const starts_at_ms = picture.next?.starts_at_ms ?? 0
  const left_ms = starts_at_ms + delay_ms - now_ms
  return (
    <main class="view title" data-view="title">
      <div>
        <h2 data-testid="stage-title">{title}</h2>
        {starts_at_ms > 0 && left_ms > 0 ? (
          <Count label={words.opening_in} left_ms={left_ms} />
        ) : (
          <p class="lead">{words.opening_soon}</p>
        )}
      </div>
      {place.phone ? <Qr text={place.phone} label={words.phone} /> : null}
    </main>
  )
}
