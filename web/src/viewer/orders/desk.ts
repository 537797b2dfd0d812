import { post, type NotDone, type Post } from '../trust/api'
import { answeredOf, ask, mineOf, type Order, type WindowOrders } from './api'

/** What {@link OrderDesk} needs of the world. */
export interface Means {
  /** The viewer's ticket, null without one. */
  readonly ticket: () => string | null
  /** The windows with something to pay for in which this viewer has won. */
  readonly won: () => readonly string[]
  /** Those in which there was none left for it. */
  readonly away: () => readonly string[]
  /** In which of them it has asked for a place. */
  readonly joined: { has: (window: string) => boolean; add: (window: string) => void }
  /** A steady clock, in milliseconds. */
  readonly own: () => number
  readonly random: () => number
  readonly changed: () => void
  readonly post?: Post
}

/** How long to the next question, by what is awaited most eagerly. */
const HELD_MS = 5_000
const FRESH_MS = 1_500
const WAITS_MS = 15_000

/**
 * The viewer's side of orders: how long there is to pay, a place in the list. It asks only while
 * something may still change, and at times of its own, so that a hall does not ask as one.
 */
export class OrderDesk {
  demo = false
  /** Why the last press was not done; null when it was. */
  trouble: NotDone | null = null
  /** The window of the press that is under way. */
  busy: string | null = null
  readonly #told = new Map<string, WindowOrders>()
  readonly #post: Post
  #asking = false
  #next_ms = 0
  #known = ''

  constructor(private readonly means: Means) {
    this.#post = means.post ?? post
  }

  /**
   * How this viewer stands in a window; undefined when nothing is known of it. Who was turned away
   * need not ask to know that it may wait: they are all but a few.
   */
  of(window: string): WindowOrders | undefined {
    const told = this.#told.get(window)
    if (told || this.means.joined.has(window) || !this.means.away().includes(window)) return told
    return { title: null, orders: [], waiting: null, may_wait: true }
  }

  /** Ask, if it is time to. To be called once a second. */
  look(): void {
    const open = this.#open()
    const known = open.join(' ')
    const own = this.means.own()
    if (known !== this.#known) {
      this.#known = known
      this.#next_ms = own + FRESH_MS * this.means.random()
    }
    if (open.length === 0 || this.#asking || own < this.#next_ms) return
    void this.refresh(open)
  }

  /** Ask how this viewer stands in these windows. */
  async refresh(windows: readonly string[] = this.#open()): Promise<void> {
    const ticket = this.means.ticket()
    if (ticket === null) return
    this.#asking = true
    const reply = await ask('mine', { ticket, windows }, mineOf, this.#post)
    this.#asking = false
    if ('ok' in reply) {
      this.demo = reply.ok.demo
      for (const window of windows) {
        const told = reply.ok.windows[window]
        if (told) this.#told.set(window, told)
      }
    }
    this.#next_ms = this.means.own() + this.#pause() * (1 + this.means.random() / 2)
    this.means.changed()
  }

  /** Ask for a place in the list of a window. */
  join(window: string): Promise<void> {
    return this.#press(window, 'join', { window })
  }

  /** Pay nothing for an order, in a rehearsal. */
  pay(window: string, order: Order): Promise<void> {
    return this.#press(window, 'demo-pay', { order: order.order })
  }

  async #press(window: string, path: string, body: object): Promise<void> {
    const ticket = this.means.ticket()
    if (ticket === null || this.busy !== null) return
    this.busy = window
    this.means.changed()
    const reply = await ask(path, { ticket, ...body }, answeredOf, this.#post)
    this.busy = null
    if ('ok' in reply) {
      this.#told.set(window, reply.ok)
      if (path === 'join') this.means.joined.add(window)
    }
    this.trouble = 'ok' in reply ? null : reply.not
    this.#next_ms = 0
    this.means.changed()
  }

  /** The windows in which something may still change. */
  #open(): string[] {
    const waits = this.means.away().filter((window) => this.means.joined.has(window))
    return [...this.means.won(), ...waits].filter((window) => {
      const told = this.#told.get(window)
      return told === undefined || !isDone(told)
    })
  }

  #pause(): number {
    const told = [...this.#told.values()]
    if (told.some(({ orders }) => orders.some(({ state }) => state === 'held'))) return HELD_MS
    const open = this.#open().map((window) => this.#told.get(window))
    if (open.includes(undefined)) return FRESH_MS
    // What was drawn a moment ago becomes an order any moment.
    const comes = open.some((one) => one && one.orders.length === 0 && !one.waiting)
    return comes ? HELD_MS : WAITS_MS
  }
}

/** Nothing changes by itself any more: who may wait has to press first. */
function isDone({ orders, waiting, may_wait }: WindowOrders): boolean {
  if (orders.length === 0) return may_wait && !waiting
  return orders.every(({ state }) => ['paid', 'refunded', 'revoked'].includes(state))
}
