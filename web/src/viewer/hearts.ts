/** Taps are gathered so long: the edge counts one message in 0.8 s (docs/protocol.md, section 3). */
const GATHER_MS = 1_000

/** More taps in a message count for nothing. */
const HEARTS_MAX = 20

/** Gathers taps on the heart into one message a second. */
export class Hearts {
  #taps = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly send: (count: number) => void) {}

  tap(): void {
    this.#taps = Math.min(this.#taps + 1, HEARTS_MAX)
    this.#timer ??= setTimeout(() => {
      const taps = this.#taps
      this.forget()
      this.send(taps)
    }, GATHER_MS)
  }

  /** What waits is not sent: the line has broken. */
  forget(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#taps = 0
  }
}
