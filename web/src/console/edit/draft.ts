import type { Segment, SheetView } from './api'

/** What an editor asks for at the desk, as the form has it. */
export type Way = 'set' | 'insert' | 'remove' | 'file'

export interface Draft {
  readonly way: Way
  /** The segment that is changed or taken out, or behind which one is put in. */
  readonly segment: string
  readonly id: string
  readonly kind: string
  readonly title_zh: string
  readonly title_en: string
  readonly notes_zh: string
  readonly notes_en: string
  readonly length: string
  readonly sheet: string
  /** The signatures of auditors, as their file has them; empty for none. */
  readonly signed: string
}

/** The kinds that can be put in at the desk: what needs no more than a title and a length. */
export const KINDS = ['break', 'host', 'performance', 'story'] as const

const FILLED = { length: '60s', kind: 'break', id: '', sheet: '', signed: '' }
const BARE = { title_zh: '', title_en: '', notes_zh: '', notes_en: '' }

/** The segments that may still be edited. */
export function editable(view: SheetView): readonly Segment[] {
  return view.segments.filter(({ stands }) => stands === null)
}

/** The segments behind which one may be put: from the last that has come on. */
export function behind(view: SheetView): readonly Segment[] {
  const last = view.segments.map(({ stands }) => stands !== null).lastIndexOf(true)
  return view.segments.slice(Math.max(0, last))
}

/** The form for a way of editing, filled in with what is there. */
export function begun(way: Way, view: SheetView, segment?: string): Draft {
  const places = way === 'insert' ? behind(view) : editable(view)
  const chosen = places.find(({ id }) => id === segment) ?? places[0]
  const draft = { way, segment: chosen?.id ?? '', ...FILLED, ...BARE }
  if (way !== 'set' || !chosen) return draft
  const [title_zh, title_en] = chosen.title
  const [notes_zh, notes_en] = chosen.notes ?? ['', '']
  return { ...draft, title_zh, title_en, notes_zh, notes_en, length: chosen.length }
}

/** Whether there is anything to preview. */
export function ready(draft: Draft): boolean {
  const { way, segment, id, title_zh, title_en, length, sheet } = draft
  if (way === 'file') return sheet !== ''
  if (segment === '') return false
  const filled = (title_zh || title_en).trim() !== '' && length.trim() !== ''
  if (way === 'insert') return filled && /^[a-z0-9][a-z0-9-]*$/.test(id)
  return way === 'remove' || filled
}

/** What is asked for: a whole sheet, or a change to the one in force. */
export function asked(draft: Draft, view: SheetView): object {
  const { way, segment, id, kind } = draft
  if (way === 'file') {
    const audits = draft.signed === '' ? [] : auditsOf(draft.signed)
    return { sheet: draft.sheet, audits }
  }
  if (way === 'remove') return { changes: [{ do: 'remove', segment }] }
  if (way === 'insert') {
    const notes = text(draft.notes_zh, draft.notes_en)
    const more = notes === null ? {} : { notes }
    const title = text(draft.title_zh, draft.title_en)
    const values = { id, kind, title, length: draft.length.trim(), ...more }
    return { changes: [{ do: 'insert', after: segment, values }] }
  }
  return { changes: [{ do: 'set', segment, values: changed(draft, view) }] }
}

/** Only what is other than in the sheet: what is left alone stays as it is written there. */
function changed(draft: Draft, view: SheetView): object {
  const was = begun('set', view, draft.segment)
  const values: Record<string, unknown> = {}
  if (draft.title_zh !== was.title_zh || draft.title_en !== was.title_en) {
    values['title'] = text(draft.title_zh, draft.title_en)
  }
  if (draft.notes_zh !== was.notes_zh || draft.notes_en !== was.notes_en) {
    values['notes'] = text(draft.notes_zh, draft.notes_en)
  }
  if (draft.length.trim() !== was.length) values['length'] = draft.length.trim()
  return values
}

/** A text of the sheet: one language stands for both; null takes it away. */
function text(zh: string, en: string): object | null {
  const [one, other] = [zh.trim(), en.trim()]
  if (one === '' && other === '') return null
  return { zh: one || other, en: other || one }
}

/** The list in an auditors' file. Throws for what is none. */
export function auditsOf(file: string): readonly unknown[] {
  const { audits } = JSON.parse(file) as { audits?: unknown }
  if (!Array.isArray(audits)) throw new SyntaxError()
  return audits
}
