import { decide, list, PAGE, type Decision, type Filter, type Listed, type NotDone } from './api'

const EVERY_MS = 5_000
const LOOK_MS = 500

/** The office of claims on guarantees, as one seat looks at it. */
export class Office {
  listed: Listed | null = null
  filter: Filter = { state: 'filed', guarantee: null, start: 0 }
  /** The last question was not answered: what is shown may be old. */
  silent = false
  readonly #listeners = new Set<() => void>()
  #asked = 0

  constructor(
    private readonly ask: typeof list = list,
    private readonly tell: typeof decide = decide,
  ) {}

  /** Ask from now on, as soon as `seated` and while the page is looked at. */
  start(seated: () => boolean): void {
    let wait_ms = 0
    setInterval(() => {
      wait_ms -= LOOK_MS
      if (wait_ms > 0 || document.hidden || !seated()) return
      wait_ms = EVERY_MS
      void this.refresh()
    }, LOOK_MS)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Whether this show guarantees anything at all. */
  get has_any(): boolean {
    return (this.listed?.totals.length ?? 0) > 0
  }

  /** How many claims wait for a decision. */
  get waiting(): number {
    return this.listed?.totals.reduce((sum, { filed }) => sum + filed, 0) ?? 0
  }

  look(filter: Partial<Filter>): Promise<void> {
    this.filter = { ...this.filter, start: 0, ...filter }
    return this.refresh()
  }

  /** Turn the page. */
  turn(by: 1 | -1): Promise<void> {
    return this.look({ start: Math.max(0, this.filter.start + by * PAGE) })
  }

  async refresh(): Promise<void> {
    const asked = ++this.#asked
    const listed = await this.ask(this.filter)
    // An earlier question that is answered later would show the other filter's claims.
    if (asked !== this.#asked) return
    this.silent = listed === null
    if (listed) this.listed = listed
    for (const listener of this.#listeners) listener()
  }

  /** Decide a claim; null when it is done. */
  async decide(decision: Decision): Promise<NotDone | null> {
    const not = await this.tell(decision)
    await this.refresh()
    return not
  }
}
