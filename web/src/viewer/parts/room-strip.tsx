import { at, type Picture } from 'gala-client/board'
import { countdown, localTime } from '../../format'
import type { Scene } from '../scene'

/** The room the viewer is in, wherever the main stage has got to meanwhile. */
export function RoomStrip({ scene }: { scene: Scene }) {
  const { live, words, say, now_ms, delay_ms } = scene
  const room = live.rooms.here
  if (!room) return null
  const title = live.welcome?.rooms.find((one) => one.id === room.id)?.title
  const here = live.tick?.in_rooms[room.id]
  const picture = room.board && at(room.board, now_ms, delay_ms)
  // While the main stage visits this very room, its card has the way out.
  const { on_air } = scene.picture
  const at_door = on_air?.kind === 'visit' && on_air.detail.rooms.some((one) => one.room === room.id)
  return (
    <section class="panel room" aria-labelledby="room-h" data-testid="room">
      <h2 id="room-h">{words.room}</h2>
      <p class="room-title">{title ? say(title) : room.id}</p>
      {picture ? own(picture) : null}
      <p class="muted">{told()}</p>
      {here ? <p class="muted">{words.room_here(here)}</p> : null}
      {at_door ? null : (
        <button type="button" class="button" data-testid="room-leave" onClick={() => live.rooms.leave()}>
          {words.leave}
        </button>
      )}
    </section>
  )

  function told(): string {
    if (!picture) return words.room_loading
    if (picture.over) return words.room_over
    if (picture.panic) return words.room_break
    const left = picture.visit ? picture.visit.ends_at_ms + delay_ms - now_ms : 0
    return left > 0 ? words.room_hosting(countdown(left)) : words.room_plain
  }

  /** What is on by the room's own running order, and what comes next there. */
  function own({ on_air, ends_at_ms, next, panic, over }: Picture) {
    if (over || panic || (!on_air && !next)) return null
    const left = ends_at_ms + delay_ms - now_ms
    return (
      <div class="room-own" data-testid="room-own">
        {on_air ? (
          <p>
            <strong>{say(on_air.title)}</strong>
            {on_air.guests.map(({ role, count }, i) => (
              <span key={i} class="muted">
                {' · '}
                {say(role)}
                {count > 1 ? ` ×${count}` : null}
              </span>
            ))}
            {left > 0 ? <span class="muted"> · {words.room_left(countdown(left))}</span> : null}
          </p>
        ) : (
          <p class="muted">{words.room_rests}</p>
        )}
        {next ? (
          <p class="muted">
            {words.room_next(say(next.title), localTime(next.starts_at_ms + delay_ms))}
          </p>
        ) : null}
      </div>
    )
  }
}
