import type { Json } from '../json'
import { int, list, obj, or, orNull, str, text } from '../read'
import type { OwnOrder, Room, RoomLine, Visit, VisitRoom } from './state-rooms'

const line = (o: Json): RoomLine => ({
  id: str(o.id),
  title: text(o.title),
  notes: orNull(text)(o.notes),
})

const own = (value: unknown): OwnOrder => {
  const o = obj(value)
  const on = (of: unknown) => {
    const x = obj(of)
    return { ...line(x), since_ms: int(x.since_ms), ends_ms: int(x.ends_ms) }
  }
  const next = (of: unknown) => ({ ...line(obj(of)), at_ms: int(obj(of).at_ms) })
  return { on: orNull(on)(o.on), next: orNull(next)(o.next) }
}

const room = (o: Json): Room => ({
  id: str(o.id),
  title: text(o.title),
  capacity: int(o.capacity),
  own: orNull(own)(o.own),
})

const visitRoom = (o: Json): VisitRoom => ({
  room: str(o.room),
  entered: int(o.entered),
  peak: int(o.peak),
  stayed: int(o.stayed),
  refused: int(o.refused),
})

const visit = (value: unknown): Visit => {
  const o = obj(value)
  return { segment: str(o.segment), invited: int(o.invited), rooms: list(visitRoom)(o.rooms) }
}

/** The rooms of a state, and the visits that are over; a console of an earlier version has none. */
export function roomsOf(o: Json): { rooms: readonly Room[]; visits: readonly Visit[] } {
  return { rooms: or(list(room), [])(o.rooms), visits: or(list(visit), [])(o.visits) }
}

/** Who is in rooms, and the visit that is on. */
export function visitOf(o: Json): {
  in_rooms: Readonly<Record<string, number>>
  visit: Visit | null
} {
  const rows = or(list((x) => [str(x.room), int(x.viewers)] as const), [])(o.in_rooms)
  return { in_rooms: Object.fromEntries(rows), visit: orNull(visit)(o.visit) }
}
