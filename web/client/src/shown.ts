import type { Cue } from './cue'
import { say } from './messages'

/** Reports of all phones at once would be a storm of our own making. */
const SPREAD_MS = 5_000

export interface ShownHost {
  send(message: Uint8Array): void
  random(): number
}

interface Take {
  readonly epoch: number
  readonly seq: number
  readonly at_ms: number
}

/** Tells the edge how late each take came on this screen (docs/protocol.md, section 6). */
export class Shown {
  #coming: Take[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly host: ShownHost) {}

  /** Whether there is anything to say once it is on the screen. */
  get waits(): boolean {
    return this.#coming.length > 0
  }

  /** A cue of main has come that was sent while this viewer was there. */
  learn(cue: Cue): void {
    const { epoch, seq, present_at_ms: at_ms } = cue
    if (cue.kind === 'take') {
      if (at_ms !== 0) this.#coming.push({ epoch, seq, at_ms })
    } else if (cue.kind === 'retime' || cue.kind === 'cancel') {
      const take = this.#coming.pop()
      const moved = cue.kind === 'retime' && at_ms !== 0
      if (take && moved) this.#coming.push({ ...take, at_ms })
    }
  }

  /** Nothing that was to come counts any more: the connection has broken, or nobody looks. */
  forget(): void {
    this.#coming = []
    clearTimeout(this.#timer)
  }

  /** The studio's `programme_ms` has been painted; `error_ms` is the bound of this clock. */
  painted(programme_ms: number, error_ms: number): void {
    const shown = this.#coming.filter(({ at_ms }) => at_ms <= programme_ms)
    const take = shown[shown.length - 1]
    if (!take) return
    this.#coming = this.#coming.filter(({ at_ms }) => at_ms > programme_ms)
    const late_ms = Math.round(programme_ms - take.at_ms)
    const report = say.presented(take.epoch, take.seq, late_ms, Math.ceil(error_ms))
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.host.send(report), this.host.random() * SPREAD_MS)
  }
}
