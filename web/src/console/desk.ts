import { isObject, parse } from '../json'
import { isStr } from 'gala-client/shapes'
import { Wire } from '../wire'
import { enabled, type Command } from './commands'
import { give, type Answer, type Fields } from './command'
import { heard, NO_HISTORY } from './history'
import { believed } from './model'
import { messageOf } from './decode'
import type { AlertsState, CaptionsState } from './spoken/state'
import type { ClocksState, Message, ShowState, StoreState, Tick } from './state'

/** A refusal to be shown: of which command, and what was answered. */
export interface Refusal {
  readonly command: Command
  readonly answer: Exclude<Answer, { kind: 'accepted' }>
}

/** The director's desk: the live state, the connection to it, and the way commands take. */
export class Desk {
  state: ShowState | null = null
  tick: Tick | null = null
  store: StoreState | null = null
  clocks: ClocksState | null = null
  alerts: AlertsState | null = null
  captions: CaptionsState | null = null
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

  readonly #wire = new Wire({
    seat: '/api/console/seat',
    live: '/api/console/live',
    admit: (answer) => this.#admit(answer),
    hear: (data) => this.#hear(messageOf(data)),
    changed: () => this.#changed(),
  })
  #listeners = new Set<() => void>()

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

  now(): number | null {
    return this.#wire.now()
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

  async #admit(answer: Response): Promise<boolean> {
    this.no_seat = answer.status === 401
    const body = parse(await answer.text())
    if (!this.no_seat && isObject(body) && isStr(body.seat)) this.seat = body.seat
    return !this.no_seat
  }

  #hear(message: Message | null): void {
    if (message?.type === 'tick') {
      this.tick = message
      this.#wire.timed(message.now_ms)
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
      this.#wire.arrived()
    }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
