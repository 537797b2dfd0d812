import type { Standing } from 'gala-client/who'

/** Everybody's card turns at the same instant; the questions come spread over this time. */
const SPREAD_MS = 2_000
/** No answer in this time, or one that says nothing: ask again. */
const AGAIN_MS = 5_000
/** Watching on may change a weight. */
const REFRESH_MS = 30_000

interface Asked {
  /** When to ask (again), by the own clock. */
  due_ms: number
  standing: Standing | null
  heard_ms: number
}

/** Whether this viewer may take part in the windows that the page shows: asked when looked at. */
export class Standings {
  readonly #asked = new Map<string, Asked>()

  constructor(
    private readonly env: {
      /** False while there is no connection to ask over. */
      ask: (window: string) => boolean
      own: () => number
      random: () => number
    },
  ) {}

  /** The latest standing, its seconds counted down; null as long as nobody has told it. */
  of(window: string): Standing | null {
    const own = this.env.own()
    let asked = this.#asked.get(window)
    if (!asked) {
      asked = { due_ms: own + this.env.random() * SPREAD_MS, standing: null, heard_ms: 0 }
      this.#asked.set(window, asked)
    }
    if (own >= asked.due_ms && this.env.ask(window)) asked.due_ms = own + AGAIN_MS
    const { standing, heard_ms } = asked
    if (!standing || standing.left_s === 0) return standing
    const watched_s = Math.floor((own - heard_ms) / 1_000)
    return { ...standing, left_s: Math.max(1, standing.left_s - watched_s) }
  }

  heard(window: string, standing: Standing): void {
    const asked = this.#asked.get(window)
    if (!asked) return
    const own = this.env.own()
    asked.standing = standing
    asked.heard_ms = own
    asked.due_ms = own + waitMs(standing)
  }

  /** Something has changed that may count: a receipt, or the connection. */
  askAnew(): void {
    for (const asked of this.#asked.values()) {
      asked.due_ms = Math.min(asked.due_ms, this.env.own() + this.env.random() * SPREAD_MS)
    }
  }
}

function waitMs({ may, left_s }: Standing): number {
  if (may === 'unknown') return AGAIN_MS
  return left_s > 0 ? Math.min(REFRESH_MS, left_s * 1_000) : REFRESH_MS
}
