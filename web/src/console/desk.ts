import { isObject, parse } from '../json'
import { backoff } from 'gala-client/return'
import { isStr } from 'gala-client/shapes'
import { enabled, type Command } from './commands'
import { give, type Answer, type Fields } from './command'
import { heard, NO_HISTORY } from './history'
import { believed, TickClock } from './model'
import { messageOf } from './decode'
import type { AlertsState, CaptionsState } from './spoken/state'
import type { ClocksState, Message, ShowState, StoreState, Tick } from './state'

/** A refusal to be shown: of which command, and what was answered. */
export interface Refusal {
  readonly command: Command
  readonly answer: Exclude<Answer, { kind: 'accepted' }>
}

const SILENCE_MS_MAX = 3_000
const WAIT_MS_MAX = 3_000

/** The director's desk: the live state, the connection to it, and the way commands take. */
export class Desk {
  state: ShowState | null = null
  tick: Tick | null = null
  store: StoreState | null = null
  clocks: ClocksState | null = null
  alerts: AlertsState | null = null
  captions: CaptionsState | null = null
  connected = false
  /** Who sits here; null until known. */
  seat: string | null = null
  /** There is no session: a seat link must be opened. */
  no_seat = false
  refusal: Refusal | null = null
  /** The command under way. One at a time: the next is pressed knowing how the last one went. */
  giving: Command | null = null
  /** Viewers, and claims decided in a second, over the last minutes. */
  viewers = NO_HISTORY
  claims = NO_HISTORY

  #clock = new TickClock()
  #socket: WebSocket | null = null
  #heard_ms = 0
  #failures = 0
  #listeners = new Set<() => void>()

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

  now(): number | null {
    return this.#clock.at(performance.now())
  }

  can(command: Command): boolean {
    return enabled(this.state, this.connected)[command]
  }

  /** Give a command, when it can be given now. */
  async give(command: Command, fields: Fields = {}): Promise<void> {
    // Panic never waits for another command's answer.
    const free = this.giving === null || command === 'panic'
    if (!free || !this.state || !this.can(command)) return
    this.giving = command
    this.refusal = null
    this.#changed()
    const answer = await give(command, believed(this.state), fields)
    if (this.giving === command) this.giving = null
    if (answer.kind === 'no_seat') this.no_seat = true
    else if (answer.kind !== 'accepted') this.refusal = { command, answer }
    this.#changed()
  }

  async #connect(): Promise<void> {
    try {
      // A browser does not say why a WebSocket was refused; this does.
      const response = await fetch('/api/console/seat')
      this.no_seat = response.status === 401
      const body = parse(await response.text())
      if (this.no_seat) return this.#changed()
      if (isObject(body) && isStr(body.seat)) this.seat = body.seat
    } catch {
      return this.#lost()
    }
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(`${scheme}//${location.host}/api/console/live`)
    this.#socket = socket
    this.#heard_ms = performance.now()
    // Until here the old clock goes on: a director still needs one while the line is down.
    socket.onopen = () => {
      this.#clock = new TickClock()
    }
    socket.onmessage = ({ data }) => this.#hear(messageOf(data))
    socket.onclose = () => this.#lost()
  }

  #hear(message: Message | null): void {
    this.#heard_ms = performance.now()
    if (message?.type === 'tick') {
      this.tick = message
      this.#clock.heard(message.now_ms, performance.now())
      const rate = message.windows.reduce((sum, window) => sum + window.rate, 0)
      this.viewers = heard(this.viewers, performance.now(), message.total)
      this.claims = heard(this.claims, performance.now(), rate)
    } else if (message?.type === 'store') {
      this.store = message
    } else if (message?.type === 'clocks') {
      this.clocks = message
    } else if (message?.type === 'alerts') {
      this.alerts = message
    } else if (message?.type === 'captions') {
      this.captions = message
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
