import * as clocks from './clock'
import { say } from './messages'

/** The steady clock of this device. */
export const own = () => performance.now()

/** Asks an edge for the time as often as the protocol says, and so knows the show's clock. */
export class ShowClock {
  #clock: clocks.Clock = clocks.NO_CLOCK
  #questions = 0
  #question: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly send: (message: Uint8Array) => void) {}

  /** The instant of the show now, null as long as nobody has told it. */
  now(): number | null {
    const offset = clocks.offset(this.#clock)
    return offset === null ? null : own() + offset
  }

  /** An instant of the show by this device's clock. */
  toOwn(show_ms: number): number {
    return show_ms - (clocks.offset(this.#clock) ?? 0)
  }

  get error(): number | null {
    return clocks.errorBound(this.#clock)
  }

  /** A connection has opened: begin to ask. */
  begin(): void {
    this.#questions = 0
    this.#ask()
  }

  stop(): void {
    clearTimeout(this.#question)
  }

  heard(t0: number, received_ms: number, sent_ms: number, error: number): void {
    // The exchanges of an earlier connection may be from before the device slept.
    const before = this.#questions === 1 ? clocks.NO_CLOCK : this.#clock
    this.#clock = clocks.heard(before, { t0, t1: received_ms, t2: sent_ms, t3: own(), error })
    const every = error > clocks.UNSURE_MS ? clocks.UNSURE_EVERY_MS : clocks.QUESTION_EVERY_MS
    const wait = this.#questions < clocks.FIRST_QUESTIONS ? 100 : every
    this.#question = setTimeout(() => this.#ask(), wait)
  }

  #ask(): void {
    this.#questions++
    this.send(say.clock(Math.floor(own())))
  }
}
