import { asked, posting } from '../ask'
import { isObject, parse } from '../json'
import { isStr, type Text } from 'gala-client/shapes'
import type { Command } from './commands'
import { textOf } from '../read'

/** What came of a command. `no_answer`: it may or may not have happened; the state will tell. */
export type Answer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: Text | null }
  | { readonly kind: 'no_seat' }
  | { readonly kind: 'no_answer' }

export interface Fields {
  readonly segment?: string
  readonly by_ms?: number
  readonly number?: number
  readonly place?: number
  readonly text?: string
  readonly window?: string
  /** The opening that is in view: another since makes the command stale. */
  readonly gen?: number
  readonly outlet?: string
  readonly units?: number
  readonly room?: string
  /** What is in view as being on there, in place of what is on the main stage. */
  readonly on_air?: string | null
}

const PATIENCE_MS = 3_000

/**
 * Give a command. When no answer comes it is sent once more under the same id, which the server
 * answers as it did the first time: a press never counts twice.
 */
export async function give(
  command: Command,
  on_air: string | null,
  fields: Fields,
  post: typeof postOnce = postOnce,
): Promise<Answer> {
  const body = JSON.stringify({ command, id: newId(), on_air, ...fields })
  return (await post(body)) ?? (await post(body)) ?? { kind: 'no_answer' }
}

async function postOnce(body: string): Promise<Answer | null> {
  const answer = await asked('/api/console/command', posting(body), PATIENCE_MS)
  return answer && answerOf(answer.status, answer.text)
}

/** The meaning of a response. */
export function answerOf(status: number, body: string): Answer {
  if (status === 200) return { kind: 'accepted' }
  if (status === 401) return { kind: 'no_seat' }
  const value = parse(body)
  const code = isObject(value) && isStr(value.code) ? value.code : String(status)
  return { kind: 'refused', code, message: isObject(value) ? textOf(value.message) : null }
}

/** Not `randomUUID`: that exists only on secure origins, and a console may be opened over a LAN. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('-')
}
