import { isObject, parse } from '../../json'
import { recall, remember } from '../../lang'
import type { Cue } from 'gala-client/cue'
import type { Segment } from 'gala-client/segment'
import { isStr, isText, type Text } from 'gala-client/shapes'

/** What the page still has to tell of a rain or a draw when its segment is long over. */
export interface LotNote {
  readonly kind: 'rain' | 'draw' | 'lot'
  readonly title: Text
  readonly window: string
  /** The titles of the prizes, by their ids. */
  readonly prizes: Readonly<Record<string, Text>>
}

/**
 * Titles and windows of all rains and draws that this device has heard of in a show. A snapshot
 * late in the night has the outcome of a draw, but not the segment that says what its prizes are.
 */
export class LotNotes {
  readonly #notes: Map<string, LotNote>
  readonly #key: string

  constructor(show: string) {
    this.#key = `gala.lots.${show}`
    this.#notes = new Map(Object.entries(notesOf(recall(this.#key))))
  }

  of(segment: string): LotNote | undefined {
    return this.#notes.get(segment)
  }

  /** Take down what some cues say. */
  learn(cues: readonly Cue[]): void {
    let news = false
    for (const cue of cues) {
      if (cue.kind !== 'ready' && cue.kind !== 'take') continue
      const note = noteOf(cue.segment)
      const { id } = cue.segment
      if (!note || JSON.stringify(note) === JSON.stringify(this.#notes.get(id))) continue
      this.#notes.set(id, note)
      news = true
    }
    if (news) remember(this.#key, JSON.stringify(Object.fromEntries(this.#notes)))
  }
}

function noteOf(segment: Segment): LotNote | null {
  if (segment.kind === 'seckill') {
    const { lot, goods_title, window } = segment.detail
    const stocks = lot?.stocks.map((one) => [one.outlet, one.outlet_title] as const)
    return stocks
      ? { kind: 'lot', title: goods_title, window, prizes: Object.fromEntries(stocks) }
      : null
  }
  if (segment.kind !== 'rain' && segment.kind !== 'draw') return null
  const { kind, title, detail } = segment
  const listed = segment.kind === 'draw' ? segment.detail.prizes : []
  const prizes = Object.fromEntries(listed.map((one) => [one.prize_id, one.prize_title]))
  return { kind, title, window: detail.window, prizes }
}

/** The notes as they were kept; what something else has written there is left out. */
function notesOf(text: string | null): Record<string, LotNote> {
  const kept = parse(text ?? '')
  const notes: Record<string, LotNote> = {}
  for (const [id, note] of Object.entries(isObject(kept) ? kept : {})) {
    if (!isObject(note) || !isText(note.title) || !isStr(note.window)) continue
    if (note.kind !== 'rain' && note.kind !== 'draw' && note.kind !== 'lot') continue
    const { kind, title, window } = note
    const listed = Object.entries(isObject(note.prizes) ? note.prizes : {})
    const prizes = Object.fromEntries(listed.filter((one): one is [string, Text] => isText(one[1])))
    notes[id] = { kind, title, window, prizes }
  }
  return notes
}
