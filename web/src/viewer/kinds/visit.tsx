import type { KindView } from './kind'

/** A visit: the door to the room that the main stage sends its viewers to. */
export const visit: KindView<'visit'> = {
  icon: (
    <>
      <path d="M5 21V8a7 7 0 0 1 14 0v13M3 21h18" />
      <path d="M12 21V3.5M15 13.5v1" />
    </>
  ),
  Detail: ({ segment, scene: { live, words, say } }) => {
    const { room, room_title } = segment.detail
    const inside = live.room?.id === room
    return (
      <button
        type="button"
        class={inside ? 'button' : 'button strong'}
        data-testid="room-button"
        onClick={() => (inside ? live.leave() : live.enter(room))}
      >
        {inside ? words.leave : words.enter(say(room_title))}
      </button>
    )
  },
}
