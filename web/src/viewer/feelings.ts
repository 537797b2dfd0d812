import { say, type Reason } from 'gala-client/messages'

/** Taps are gathered so long: the edge counts one message in 0.8 s (docs/protocol.md, section 3). */
const GATHER_MS = 1_000

/** More taps in a message count for nothing. */
const HEARTS_MAX = 20

export interface FeelingsHost {
  /** Whether there is a connection to say it over. */
  open(): boolean
  /** What the latest tick says; null while the edge takes none. */
  hearts(): Readonly<Record<string, number>> | null
  send(message: Uint8Array): void
  changed(): void
}

/** A viewer's hearts, gathered into one message a second, and flags. */
export class Feelings {
  #taps = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #raised = new Set<string>()

  constructor(private readonly host: FeelingsHost) {}

  /** Whether there is an edge, and it takes hearts. */
  get taken(): boolean {
    return this.host.open() && this.host.hearts() !== null
  }

  /** The hearts of a segment, as far as is told. */
  of(segment: string): number {
    return this.host.hearts()?.[segment] ?? 0
  }

  tap(): void {
    if (!this.taken) return
    this.#taps = Math.min(this.#taps + 1, HEARTS_MAX)
    this.#timer ??= setTimeout(() => {
      const taps = this.#taps
      this.forget()
      this.host.send(say.heart(taps))
    }, GATHER_MS)
  }

  /** What waits is not sent: the line has broken. */
  forget(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#taps = 0
  }

  /** Whether this page has flagged it; the edge counts each once, whatever is sent. */
  flagged(segment: string, reason: Reason): boolean {
    return this.#raised.has(`${segment} ${reason}`)
  }

  flag(segment: string, reason: Reason): void {
    if (!this.host.open() || this.flagged(segment, reason)) return
    this.host.send(say.flag(segment, reason))
    this.#raised.add(`${segment} ${reason}`)
    this.host.changed()
  }
}
