import type { Segment } from 'gala-client/segment'
import { Count } from '../parts/count'
import type { Scene } from '../scene'

/** A segment that is only to be watched: its name, who is in it, and how long it takes. */
export function Plain({ segment, scene }: { segment: Segment; scene: Scene }) {
  const { words, say, picture, now_ms, delay_ms } = scene
  const { held_at_ms, ends_at_ms } = picture
  // Both instants of a hold are the studio's, so the delay falls out of what is left.
  const held = held_at_ms !== null
  const left_ms = held ? ends_at_ms - held_at_ms : ends_at_ms + delay_ms - now_ms
  const known = !held || held_at_ms > 0
  return (
    <main class="view plain" data-view="plain" data-kind={segment.kind}>
      <p class="kind">{words.kinds[segment.kind]}</p>
      <h2 data-testid="stage-title">{say(segment.title)}</h2>
      {segment.guests.length > 0 ? (
        <ul class="guests">
          {segment.guests.map((guest, i) => (
            <li key={i}>
              {say(guest.role)}
              {guest.count > 1 ? ` ${words.times(guest.count)}` : ''}
            </li>
          ))}
        </ul>
      ) : null}
      {known && left_ms > 0 ? (
        <Count label={held ? words.held : words.ends_in} left_ms={left_ms} />
      ) : null}
    </main>
  )
}
