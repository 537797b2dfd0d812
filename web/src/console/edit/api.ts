import type { Text } from 'gala-client/shapes'
import { asked, posting, type Answered } from '../../ask'
import type { Json } from '../../json'
import { answerOf, newId, type Answer } from '../command'
import { bool, each, fitting, int, list, obj, orNull, str, text, textOf } from '../../read'

/** A segment of the sheet in force; `stands` says why it is not to be edited any more. */
export interface Segment {
  readonly id: string
  readonly kind: string
  readonly title: Text
  readonly notes: Text | null
  readonly length: string
  readonly stands: Text | null
}

export interface SheetView {
  readonly digest: string
  readonly segments: readonly Segment[]
}

export interface Problem {
  readonly code: string
  readonly is_error: boolean
  readonly line: number
  readonly message: Text
  readonly hint: Text
}

/** What an edit would do (docs/console-api.md, "Edits on air"). `sheet` null: it has errors. */
export interface Preview {
  readonly base: string
  readonly sheet: string | null
  readonly may: boolean
  readonly two_seats: boolean
  readonly problems: readonly Problem[]
  readonly differences: readonly Text[]
  readonly finish: Text | null
  /** When the night would end as things stand, before and after it. */
  readonly ends_ms: { readonly before: number; readonly after: number } | null
  readonly barriers: readonly Text[]
  readonly unsigned: readonly string[]
}

/** A preview, or what the server says instead; null when it said nothing. */
export type Looked = { readonly preview: Preview } | { readonly message: Text | null }

const PATIENCE_MS = 10_000
const API = '/api/console'

export async function sheetInForce(): Promise<SheetView | null> {
  const answer = await asked(`${API}/sheet`, {}, PATIENCE_MS)
  return answer?.status === 200 ? fitting(viewOf, answer.text) : null
}

export async function look(body: object): Promise<Looked> {
  return looked(await asked(`${API}/edit/preview`, posting(body), PATIENCE_MS))
}

/** The preview of what the other seat has proposed. */
export async function again(sheet: string): Promise<Looked> {
  return looked(await asked(`${API}/edit/${sheet}`, {}, PATIENCE_MS))
}

/** Commit just what was read. */
export async function commit({ base, sheet }: Preview): Promise<Answer> {
  const answer = await asked(`${API}/edit`, posting({ base, sheet, id: newId() }), PATIENCE_MS)
  return answer === null ? { kind: 'no_answer' } : answerOf(answer.status, answer.text)
}

function looked(answer: Answered | null): Looked {
  const preview = answer?.status === 200 ? fitting(previewOf, answer.text) : null
  if (preview) return { preview }
  const said = answer && fitting((value) => textOf(obj(value).message), answer.text)
  return { message: said ?? null }
}

export function viewOf(value: unknown): SheetView {
  const { digest, segments } = obj(value)
  return {
    digest: str(digest),
    segments: list((one) => ({
      id: str(one.id),
      kind: str(one.kind),
      title: text(one.title),
      notes: orNull(text)(one.notes),
      length: str(one.length),
      stands: orNull(text)(one.stands),
    }))(segments),
  }
}

export function previewOf(value: unknown): Preview {
  const one = obj(value)
  const sheet = orNull(str)(one.sheet)
  const problems = list((problem) => ({
    code: str(problem.code),
    is_error: str(problem.severity) === 'error' && !bool(problem.waived),
    line: int(problem.line),
    message: text(problem.message),
    hint: text(problem.hint),
  }))(one.problems)
  const base = { base: str(one.base), may: bool(one.may), problems }
  if (sheet === null) {
    const none = { differences: [], finish: null, ends_ms: null, barriers: [], unsigned: [] }
    return { ...base, sheet, two_seats: false, ...none }
  }
  return {
    ...base,
    sheet,
    two_seats: bool(one.two_seats),
    differences: list(({ said }) => text(said))(one.differences),
    finish: text(one.finish),
    ends_ms: endsOf(obj(one.ends_ms)),
    barriers: list(({ said }) => text(said))(one.barriers),
    unsigned: each(str)(one.unsigned),
  }
}

function endsOf({ before, after }: Json) {
  return { before: int(before), after: int(after) }
}
