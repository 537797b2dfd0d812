import { at, type Board } from 'gala-client/board'
import { say } from 'gala-client/messages'
import { keepShown } from 'gala-client/outlet'
import { Visits } from './visits'

export interface RoomsHost {
  send(message: Uint8Array): void
  changed(): void
  own(): number
}

/** The room that the viewer is in: by its own choice, or led there by a visit. */
export class Rooms {
  /** Its board is null until it has come. */
  here: { readonly id: string; readonly board: Board | null } | null = null
  readonly visits: Visits
  #pseudonym: string | null = null

  constructor(private readonly host: RoomsHost) {
    this.visits = new Visits({
      pseudonym: () => this.#pseudonym,
      room: () => this.here && { id: this.here.id, inside: this.here.board !== null },
      enter: (room) => this.#enter(room),
      leave: () => this.#leave(),
      own: () => host.own(),
    })
  }

  /** Go in by one's own choice: a visit that is on leads nowhere any more. */
  enter(room: string): void {
    this.visits.stay()
    this.#enter(room)
  }

  leave(): void {
    this.visits.stay()
    this.#leave()
  }

  /** Go where the visit leads, now. */
  go(): void {
    this.visits.go()
    this.host.changed()
  }

  /** Decline to be led anywhere by the visit that is on. */
  stay(): void {
    this.visits.stay()
    this.host.changed()
  }

  /** Look whether a visit leads somewhere; called several times a second. */
  look(main: Board, now_ms: number, delay_ms: number): void {
    this.visits.look(at(main, now_ms, delay_ms), now_ms, delay_ms)
  }

  /** The edge has said who we are. */
  known(pseudonym: string): void {
    this.#pseudonym = pseudonym
  }

  /** There is no such room, or, `full`, no place in it. */
  refused(room: string, full: boolean): void {
    if (this.here?.id !== room) return
    this.here = null
    if (full) this.visits.refused(room)
  }

  /** The room's channel with what is known of it, if we are in one. */
  get channels(): [string, Board | null][] {
    return this.here ? [[`room:${this.here.id}`, this.here.board]] : []
  }

  board(channel: string): Board | null {
    return this.here && channel === `room:${this.here.id}` ? this.here.board : null
  }

  keep(channel: string, board: Board): void {
    if (this.here && channel === `room:${this.here.id}`) this.here = { ...this.here, board }
  }

  /** The outlet's delay was `delay_ms` until now; what has been presented stays so. */
  trimmed(now_ms: number, delay_ms: number): void {
    const board = this.here?.board
    if (this.here && board) this.here = { ...this.here, board: keepShown(board, now_ms, delay_ms) }
  }

  #enter(room: string): void {
    this.here = { id: room, board: null }
    this.host.send(say.enter(room))
    this.host.changed()
  }

  #leave(): void {
    this.here = null
    this.host.send(say.leave())
    this.host.changed()
  }
}
