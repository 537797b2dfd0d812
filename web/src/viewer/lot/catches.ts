import type { Wish } from 'gala-client/claims'

/** The chances that were caught in an opening and are not handed in yet. */
interface Hand {
  readonly wish: Wish
  readonly per_viewer: number
  /** How long before the close it is handed in, so that not everybody does so at once. */
  readonly ahead_ms: number
}

const AHEAD_MS_MIN = 300
const AHEAD_MS_MAX = 1_500

/**
 * Rains: taps are counted here and handed in once, for there is one claim per viewer. That happens
 * as soon as no more can be had, else shortly before the close, or when the page goes out of sight:
 * a phone may put it to sleep, and what was caught would be lost.
 */
export class Catches {
  readonly #hands = new Map<string, Hand>()

  constructor(private readonly random: () => number) {}

  /** How many have been caught and not handed in. */
  of(window: string, gen: number): number {
    return this.#hands.get(key(window, gen))?.wish.quantity ?? 0
  }

  /** One more, if one may still have more. */
  catch(wish: Omit<Wish, 'quantity' | 'kind'>, per_viewer: number): boolean {
    const { window, gen } = wish
    const caught = this.of(window, gen)
    if (caught >= per_viewer) return false
    const before = this.#hands.get(key(window, gen))
    const ahead = AHEAD_MS_MIN + this.random() * (AHEAD_MS_MAX - AHEAD_MS_MIN)
    this.#hands.set(key(window, gen), {
      wish: { ...wish, kind: 'rain', quantity: caught + 1 },
      per_viewer,
      ahead_ms: before?.ahead_ms ?? ahead,
    })
    return true
  }

  /**
   * What is to be handed in now; it is gone from here then. `left_ms` tells the time to the close
   * of an opening, null when it is not known.
   */
  due(left_ms: (window: string, gen: number) => number | null, hidden: boolean): Wish[] {
    const ready: Wish[] = []
    for (const [name, { wish, per_viewer, ahead_ms }] of [...this.#hands]) {
      const left = left_ms(wish.window, wish.gen)
      const late = left !== null && left <= ahead_ms
      if (!late && !hidden && wish.quantity < per_viewer) continue
      this.#hands.delete(name)
      ready.push(wish)
    }
    return ready
  }
}

const key = (window: string, gen: number) => `${window}/${gen}`
