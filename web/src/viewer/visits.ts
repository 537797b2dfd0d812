import type { Picture } from 'gala-client/board'
import type { SegmentOf } from 'gala-client/segment'
import { momentMs, order, spreadMs } from 'gala-client/steering'

/** After this long without an answer an `enter` is sent again. */
const AGAIN_MS = 5_000

export interface VisitsHost {
  /** The viewer's public name of the night, once it is known. */
  pseudonym(): string | null
  /** The room the viewer is in, or asks to be let into. */
  room(): { readonly id: string; readonly inside: boolean } | null
  enter(room: string): void
  leave(): void
  own(): number
}

/** An invitation as the card shows it: `at_ms` is when the viewer goes, by the show's clock. */
export interface Invitation {
  readonly room: string
  readonly at_ms: number
}

/**
 * Leads this viewer on visits (docs/protocol.md, section 4): into the room that its pseudonym
 * leads to, on to the next when one is full, and back when the visit is over. Who declines stays.
 */
export class Visits {
  #visit: string | null = null
  #rooms: readonly string[] = []
  #at_ms: number | null = null
  #led: string | null = null
  #asked_ms = 0
  /** Every room of this visit was full. */
  full = false

  constructor(private readonly host: VisitsHost) {}

  /** Where the viewer is about to go by itself, null when nowhere. */
  get invitation(): Invitation | null {
    const room = this.#rooms[0]
    return room === undefined || this.#at_ms === null ? null : { room, at_ms: this.#at_ms }
  }

  /** Look at what is on; called several times a second. */
  look(picture: Picture, now_ms: number, delay_ms: number): void {
    const segment = picture.over ? null : picture.on_air
    if (segment?.kind !== 'visit') return this.#end(null)
    const visit = `${segment.id} ${picture.since_ms}`
    const pseudonym = this.host.pseudonym()
    if (visit !== this.#visit && pseudonym !== null) {
      this.#end(visit)
      if (!this.host.room()) this.#begin(segment, picture, pseudonym, delay_ms)
    }
    if (this.#at_ms !== null && now_ms >= this.#at_ms) this.#next()
    const room = this.host.room()
    const waits = this.#led !== null && room?.id === this.#led && !room.inside
    if (waits && this.host.own() - this.#asked_ms > AGAIN_MS) this.#ask(this.#led)
  }

  /** A room that was asked for is full. */
  refused(room: string): void {
    if (room === this.#led) this.#next()
  }

  /** Go now and not at the moment that was found. */
  go(): void {
    if (this.invitation) this.#next()
  }

  /** Be led nowhere any more in this visit; who is in a room stays there. */
  stay(): void {
    this.#rooms = []
    this.#at_ms = this.#led = null
    this.full = false
  }

  #begin(
    { id, detail }: SegmentOf<'visit'>,
    { since_ms, ends_at_ms }: Picture,
    pseudonym: string,
    delay_ms: number,
  ): void {
    const over_ms = detail.over_ms ?? spreadMs(ends_at_ms - since_ms)
    this.#rooms = order(id, pseudonym, detail.rooms)
    this.#at_ms = since_ms + delay_ms + momentMs(id, pseudonym, over_ms)
  }

  #next(): void {
    const [room, ...others] = this.#rooms
    this.#rooms = others
    this.#at_ms = null
    this.#led = room ?? null
    this.full = room === undefined
    if (room !== undefined) this.#ask(room)
  }

  #ask(room: string | null): void {
    if (room === null) return
    this.#asked_ms = this.host.own()
    this.host.enter(room)
  }

  /** The visit that was on is over; come back, if it has led us where we are. */
  #end(visit: string | null): void {
    const back = this.#led !== null && this.host.room()?.id === this.#led
    this.stay()
    this.#visit = visit
    if (back) this.host.leave()
  }
}
