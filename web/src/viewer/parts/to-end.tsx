import { countdown } from '../../format'
import type { Scene } from '../scene'

/** The countdown to the end of what is on air; it stands still while the programme is held. */
export function ToEnd({ scene: { words, picture, now_ms, delay_ms } }: { scene: Scene }) {
  const { held_at_ms, ends_at_ms } = picture
  const held = held_at_ms !== null
  // Both instants of a hold are the studio's, so the delay falls out of what is left.
  const left = held ? ends_at_ms - held_at_ms : ends_at_ms + delay_ms - now_ms
  const known = !held || held_at_ms > 0
  return (
    <div class="to-end" data-held={held}>
      <p class="to-end-label">{held ? words.held : left > 0 ? words.ends_in : words.any_moment}</p>
      <p class="digits" role="timer" data-testid="countdown">
        {known ? countdown(left) : '––:––'}
      </p>
      {held ? <p class="small">{words.held_note}</p> : null}
    </div>
  )
}
