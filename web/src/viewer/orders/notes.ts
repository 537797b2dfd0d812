import { isObject, parse } from '../../json'
import { recall, remember } from '../../lang'
import type { Cue } from 'gala-client/cue'

/**
 * In which windows what is won has to be paid for, as their cards have said, and in which of them
 * this device has asked for a place in the list. Without it every page would have to ask.
 */
export class PayNotes {
  readonly #paid: Set<string>
  readonly #joined: Set<string>
  readonly #keys: readonly [string, string]

  constructor(show: string, viewer: string) {
    this.#keys = [`gala.paid.${show}`, `gala.waits.${show}.${viewer}`]
    this.#paid = kept(recall(this.#keys[0]))
    this.#joined = kept(recall(this.#keys[1]))
  }

  /** Whether what is won in a window has to be paid for. */
  paid(window: string): boolean {
    return this.#paid.has(window)
  }

  /** The windows of some claims in which there is something to pay for. */
  of(claims: readonly { readonly window: string }[] = []): string[] {
    return claims.map(({ window }) => window).filter((window) => this.paid(window))
  }

  /** Whether a place in the list of a window was asked for here. */
  joined(window: string): boolean {
    return this.#joined.has(window)
  }

  join(window: string): void {
    this.#joined.add(window)
    remember(this.#keys[1], written(this.#joined))
  }

  /** Take down what some cues say. */
  learn(cues: readonly Cue[]): void {
    for (const cue of cues) {
      if (cue.kind !== 'ready' && cue.kind !== 'take') continue
      if (cue.segment.kind !== 'seckill' || cue.segment.detail.pay_within_ms === 0) continue
      const { window } = cue.segment.detail
      if (this.#paid.has(window)) continue
      this.#paid.add(window)
      remember(this.#keys[0], written(this.#paid))
    }
  }
}

const written = (windows: ReadonlySet<string>) =>
  JSON.stringify(Object.fromEntries([...windows].map((window) => [window, true])))

function kept(text: string | null): Set<string> {
  const value = parse(text ?? '')
  return new Set(isObject(value) ? Object.keys(value) : [])
}
