import { backoff } from 'gala-client/return'
import { TickClock } from '../console/model'
import { messageOf } from './decode'
import type { State } from './state'

const SILENCE_MS_MAX = 3_000
const WAIT_MS_MAX = 3_000

/** The prompter's line to the console. It only listens. */
export class Line {
  state: State | null = null
  connected = false
  /** No link was opened here. */
  no_seat = false
  /** There is no such room, or it has no running order of its own. */
  no_room = false

  readonly #query: string
  #clock = new TickClock()
  #socket: WebSocket | null = null
  #heard_ms = 0
  #failures = 0
  #listeners = new Set<() => void>()

  constructor(room: string) {
    this.#query = room ? `?room=${encodeURIComponent(room)}` : ''
  }

  /** Begin, and watch the line from now on. */
  start(): void {
    void this.#connect()
    setInterval(() => {
      if (this.#socket && performance.now() - this.#heard_ms > SILENCE_MS_MAX) this.#lost()
    }, 500)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The show's clock; it goes on while the line is down. */
  now(): number | null {
    return this.#clock.at(performance.now())
  }

  async #connect(): Promise<void> {
    try {
      // A browser does not say why a WebSocket was refused; this does.
      const response = await fetch(`/api/prompter/seat${this.#query}`)
      this.no_seat = response.status === 401
      this.no_room = response.status === 404
      if (this.no_seat || this.no_room) return this.#changed()
    } catch {
      return this.#lost()
    }
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(`${scheme}//${location.host}/api/prompter/live${this.#query}`)
    this.#socket = socket
    this.#heard_ms = performance.now()
    socket.onopen = () => {
      this.#clock = new TickClock()
    }
    socket.onmessage = ({ data }) => this.#hear(data)
    socket.onclose = () => this.#lost()
  }

  #hear(data: unknown): void {
    this.#heard_ms = performance.now()
    const message = messageOf(data)
    if (message?.type === 'time') {
      this.#clock.heard(message.now_ms, performance.now())
    } else if (message) {
      this.state = message
      this.connected = true
      this.#failures = 0
    }
    this.#changed()
  }

  #lost(): void {
    this.connected = false
    if (this.#socket) {
      this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null
      this.#socket.close()
      this.#socket = null
    }
    const wait = Math.min(WAIT_MS_MAX, 250 + backoff(this.#failures++, Math.random()))
    setTimeout(() => void this.#connect(), wait)
    this.#changed()
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
