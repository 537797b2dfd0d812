import type { Reason } from '../wire/messages'

/** What this viewer has flagged on this page; the edge counts each once, whatever is sent. */
export class Flags {
  readonly #raised = new Set<string>()

  has(segment: string, reason: Reason): boolean {
    return this.#raised.has(`${segment} ${reason}`)
  }

  add(segment: string, reason: Reason): void {
    this.#raised.add(`${segment} ${reason}`)
  }
}
