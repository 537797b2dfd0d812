import { isObject, parse } from '../../json'
import { recall, remember } from '../../lang'
import type { Cue } from 'gala-client/cue'
import { guaranteeOf, type Guarantee } from 'gala-client/segment'
import { all } from 'gala-client/shapes'

/**
 * What the goods of each window come with, as their cards have said. A receipt names only its
 * window, and it must say what is guaranteed long after the card has gone.
 */
export class GuaranteeNotes {
  readonly #windows: Map<string, readonly Guarantee[]>
  readonly #key: string

  constructor(show: string) {
    this.#key = `gala.guarantees.${show}`
    this.#windows = kept(recall(this.#key))
  }

  of(window: string): readonly Guarantee[] {
    return this.#windows.get(window) ?? []
  }

  /** Take down what some cues say. */
  learn(cues: readonly Cue[]): void {
    let news = false
    for (const cue of cues) {
      if (cue.kind !== 'ready' && cue.kind !== 'take') continue
      if (cue.segment.kind !== 'seckill' || cue.segment.detail.guarantees.length === 0) continue
      const { window, guarantees } = cue.segment.detail
      if (JSON.stringify(guarantees) === JSON.stringify(this.#windows.get(window))) continue
      this.#windows.set(window, guarantees)
      news = true
    }
    if (news) remember(this.#key, JSON.stringify(written(this.#windows)))
  }
}

/** In the form that a card has, which is checked when it is read again. */
function written(windows: ReadonlyMap<string, readonly Guarantee[]>): Record<string, unknown> {
  const rows = [...windows].map(([window, guarantees]) => {
    const each = guarantees.map(({ id, kind, title, text, tiers }) => [id, kind, title, text, tiers])
    return [window, each] as const
  })
  return Object.fromEntries(rows)
}

function kept(text: string | null): Map<string, readonly Guarantee[]> {
  const windows = new Map<string, readonly Guarantee[]>()
  const value = parse(text ?? '')
  for (const [window, listed] of Object.entries(isObject(value) ? value : {})) {
    const guarantees = all(listed, guaranteeOf)
    if (guarantees) windows.set(window, guarantees)
  }
  return windows
}
