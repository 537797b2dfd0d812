import { Wire } from '../wire'
import { messageOf } from './decode'
import type { State } from './state'

/** The prompter's line to the console. It only listens. */
export class Line {
  state: State | null = null
  /** No link was opened here. */
  no_seat = false
  /** There is no such room, or it has no running order of its own. */
  no_room = false

  readonly #wire: Wire
  #listeners = new Set<() => void>()

  constructor(room: string) {
    const query = room ? `?room=${encodeURIComponent(room)}` : ''
    this.#wire = new Wire({
      seat: `/api/prompter/seat${query}`,
      live: `/api/prompter/live${query}`,
      admit: ({ status }) => {
        this.no_seat = status === 401
        this.no_room = status === 404
        return !this.no_seat && !this.no_room
      },
      hear: (data) => this.#hear(data),
      changed: () => {
        for (const listener of this.#listeners) listener()
      },
    })
  }

  start(): void {
    this.#wire.start()
  }

  get connected(): boolean {
    return this.#wire.connected
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The show's clock; it goes on while the line is down. */
  now(): number | null {
    return this.#wire.now()
  }

  #hear(data: unknown): void {
    const message = messageOf(data)
    if (message?.type === 'time') {
      this.#wire.timed(message.now_ms)
    } else if (message) {
      this.state = message
      this.#wire.arrived()
    }
  }
}
