import { segmentOf } from '../model'
import type { Scene } from '../scene'
import type { Visit } from '../state-rooms'

/** Who is in the rooms, and what the visit that is on, or the last one, has come to. */
export function Rooms({ scene: { desk, state, words, say } }: { scene: Scene }) {
  const told = words.rooms
  const { in_rooms = {}, visit: on = null } = desk.tick ?? {}
  const visit = on ?? state.visits[state.visits.length - 1] ?? null
  const shown = state.rooms.filter(
    ({ id }) => in_rooms[id] || visit?.rooms.some(({ room }) => room === id),
  )
  if (state.rooms.length === 0) return null
  return (
    <section class="card" aria-labelledby="rooms-h" data-testid="rooms">
      <h2 id="rooms-h">{told.title}</h2>
      {visit ? (
        <p data-testid="visit">{told.visit(titleOf(visit), visit.invited, on !== null)}</p>
      ) : null}
      {shown.length === 0 ? <p class="muted">{told.nobody}</p> : null}
      <ul class="bars">
        {shown.map(({ id, title, capacity }) => {
          const here = in_rooms[id] ?? 0
          const row = visit?.rooms.find(({ room }) => room === id)
          return (
            <li key={id} data-testid={`room-${id}`}>
              <span>{say(title)}</span>
              <span class="figure">{told.of(here, capacity)}</span>
              <progress max={capacity} value={here} aria-hidden="true" />
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

  function titleOf({ segment }: Visit): string {
    const found = segmentOf(state, segment)
    return found ? say(found.title) : segment
  }
}
