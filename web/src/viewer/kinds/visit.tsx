import { countdown } from '../../format'
import type { KindView } from './kind'

/** A visit: where the main stage leads this viewer, and the doors of its rooms. */
export const visit: KindView<'visit'> = {
  icon: (
    <>
      <path d="M5 21V8a7 7 0 0 1 14 0v13M3 21h18" />
      <path d="M12 21V3.5M15 13.5v1" />
    </>
  ),
  Detail: ({ segment, scene: { live, words, say, now_ms } }) => {
    const { rooms } = segment.detail
    const here = live.rooms
    if (rooms.some(({ room }) => room === here.here?.id)) {
      return (
        <button type="button" class="button" data-testid="room-button" onClick={() => here.leave()}>
          {words.leave}
        </button>
      )
    }
    const { invitation, full } = here.visits
    const led = rooms.find(({ room }) => room === invitation?.room)
    if (invitation && led) {
      return (
        <div class="visit" data-testid="invitation">
          <p class="lead" role="status">
            {words.visit_in(say(led.room_title), countdown(Math.max(0, invitation.at_ms - now_ms)))}
          </p>
          <button
            type="button"
            class="button strong"
            data-testid="room-button"
            onClick={() => here.go()}
          >
            {words.visit_go}
          </button>
          <button
            type="button"
            class="button"
            data-testid="visit-stay"
            onClick={() => here.stay()}
          >
            {words.visit_stay}
          </button>
        </div>
      )
    }
    return (
      <div class="visit">
        {full ? (
          <p class="lead" role="status">
            {words.visit_full}
          </p>
        ) : null}
        {rooms.map(({ room, room_title }) => (
          <button
            type="button"
            key={room}
            class={rooms.length === 1 ? 'button strong' : 'button'}
            data-testid="room-button"
            onClick={() => here.enter(room)}
          >
            {words.enter(say(room_title))}
          </button>
        ))}
      </div>
    )
  },
}
