import { at } from 'gala-client/board'
import { countdown } from '../../format'
import type { Scene } from '../scene'

/** The room the viewer is in, wherever the main stage has got to meanwhile. */
export function RoomStrip({ scene }: { scene: Scene }) {
  const { live, words, say, now_ms, delay_ms } = scene
  const room = live.rooms.here
  if (!room) return null
  const title = live.welcome?.rooms.find((one) => one.id === room.id)?.title
  const here = live.tick?.in_rooms[room.id]
  // While the main stage visits this very room, its card has the way out.
  const { on_air } = scene.picture
  const at_door = on_air?.kind === 'visit' && on_air.detail.rooms.some((one) => one.room === room.id)
  return (
    <section class="panel room" aria-labelledby="room-h" data-testid="room">
      <h2 id="room-h">{words.room}</h2>
      <p class="room-title">{title ? say(title) : room.id}</p>
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
    if (!room?.board) return words.room_loading
    const picture = at(room.board, now_ms, delay_ms)
    if (picture.over) return words.room_over
    if (picture.panic) return words.room_break
    const left = picture.ends_at_ms + delay_ms - now_ms
    return picture.on_air && left > 0 ? words.room_hosting(countdown(left)) : words.room_plain
  }
}
