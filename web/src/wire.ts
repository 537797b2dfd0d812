import { backoff } from 'gala-client/return'

const SILENCE_MS_MAX = 3_000
const WAIT_MS_MAX = 3_000

/** What a page wants of its wire. */
export interface Ends {
  /** Asked before each connection: a browser does not say why a WebSocket was refused. */
  readonly seat: string
  readonly live: string
  /** Whether who is answered like this by `seat` may connect; if not, nothing more is tried. */
  readonly admit: (answer: Response) => boolean | Promise<boolean>
  readonly hear: (data: unknown) => void
  readonly changed: () => void
}

/** A WebSocket to the console that comes back by itself, and the show's clock that it brings. */
export class Wire {
  connected = false

  readonly #ends: Ends
  #clock = new TickClock()
  #socket: WebSocket | null = null
  #heard_ms = 0
  #failures = 0

  constructor(ends: Ends) {
    this.#ends = ends
  }

  /** Begin, and watch the line from now on. */
  start(): void {
    void this.#connect()
    setInterval(() => {
      if (this.#socket && performance.now() - this.#heard_ms > SILENCE_MS_MAX) this.#lost()
    }, 500)
  }

  /** The show's clock; it goes on while the line is down, for a crew needs one then too. */
  now(): number | null {
    return this.#clock.at(performance.now())
  }

  /** The server has said what time it is. */
  timed(now_ms: number): void {
    this.#clock.heard(now_ms, performance.now())
  }

  /** The state has come: from now on what the page shows is so. */
  arrived(): void {
    this.connected = true
    this.#failures = 0
  }

  async #connect(): Promise<void> {
    try {
      const answer = await fetch(this.#ends.seat)
      if (!(await this.#ends.admit(answer))) return this.#ends.changed()
    } catch {
      return this.#lost()
    }
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(`${scheme}//${location.host}${this.#ends.live}`)
    this.#socket = socket
    this.#heard_ms = performance.now()
    socket.onopen = () => {
      this.#clock = new TickClock()
    }
    socket.onmessage = ({ data }) => {
      this.#heard_ms = performance.now()
      this.#ends.hear(data)
      this.#ends.changed()
    }
    socket.onclose = () => this.#lost()
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
    this.#ends.changed()
  }
}

/** The show's clock from the ticks: of the last ones, the one that was the least time under way. */
export class TickClock {
  #ahead: number[] = []

  heard(now_ms: number, own_ms: number): void {
    this.#ahead = [...this.#ahead, now_ms - own_ms].slice(-20)
  }

  at(own_ms: number): number | null {
    return this.#ahead.length === 0 ? null : own_ms + Math.max(...this.#ahead)
  }
}
