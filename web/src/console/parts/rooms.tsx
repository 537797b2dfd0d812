import { countdown, timeOfDay } from '../../format'
import { titleOf } from '../model'
import type { Scene } from '../scene'
import type { OwnOrder, Room } from '../state-rooms'

/** Who is in the rooms, what is on in them, and what the visit that is on, or the last one, has come to. */
export function Rooms({ scene }: { scene: Scene }) {
  const { desk, state, words, say } = scene
  const told = words.rooms
  const { in_rooms = {}, visit: on = null } = desk.tick ?? {}
  const visit = on ?? state.visits[state.visits.length - 1] ?? null
  const shown = state.rooms.filter(
    ({ id, own }) => own || in_rooms[id] || visit?.rooms.some(({ room }) => room === id),
  )
  if (state.rooms.length === 0) return null
  return (
    <section class="card" aria-labelledby="rooms-h" data-testid="rooms">
      <h2 id="rooms-h">{told.title}</h2>
      {visit ? (
        <p data-testid="visit">{told.visit(titleOf({ state, say }, visit.segment), visit.invited, on !== null)}</p>
      ) : null}
      {shown.length === 0 ? <p class="muted">{told.nobody}</p> : null}
      <ul class="bars">
        {shown.map((one) => {
          const { id, title, capacity, own } = one
          const here = in_rooms[id] ?? 0
          const row = visit?.rooms.find(({ room }) => room === id)
          return (
            <li key={id} data-testid={`room-${id}`}>
              <span>{say(title)}</span>
              <span class="figure">{told.of(here, capacity)}</span>
              <progress max={capacity} value={here} aria-hidden="true" />
              {own ? <Own room={one} own={own} scene={scene} /> : null}
              {row ? (
                <small class="skew">
                  {told.came(row.entered, row.peak, row.refused)}
                  {on ? null : ` · ${told.stayed(row.stayed)}`}
                </small>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What is on by the room's own running order, what comes next, and the key that takes it now. */
function Own({ room, own: { on, next }, scene }: { room: Room; own: OwnOrder; scene: Scene }) {
  const { desk, state, words, say, now_ms } = scene
  const told = words.rooms
  const clock = (at_ms: number) => timeOfDay(at_ms, state.show.utc_offset_min)
  const announced = on !== null && on.since_ms > now_ms
  const off = !desk.can('room_go') || desk.giving !== null || announced || next === null
  return (
    <div class="own" data-testid={`own-${room.id}`}>
      <small>
        {on === null
          ? told.rests
          : announced
            ? told.announced(say(on.title), clock(on.since_ms))
            : told.on(say(on.title), countdown(on.ends_ms - now_ms))}
        {on?.notes ? ` · ${say(on.notes)}` : null}
      </small>
      <small>{next ? told.next(say(next.title), clock(next.at_ms)) : told.next_none}</small>
      {next ? (
        <button
          type="button"
          class="act"
          data-testid={`room-go-${room.id}`}
          disabled={off}
          aria-label={told.go_in(say(room.title), say(next.title))}
          onClick={() => void desk.give('room_go', { room: room.id, on_air: on?.id ?? null })}
        >
          {told.go}
        </button>
      ) : null}
    </div>
  )
}
