import { asked, posting } from '../../ask'
import { isObject, parse } from '../../json'
import { isStr, type Text } from 'gala-client/shapes'
import { newId } from '../command'
import { textOf } from '../../read'
import type { Verdict } from './state'

/** What came of a request: null when it was done, else what is told; `none` without an answer. */
export type Refusal = Text | 'none' | null

const PATIENCE_MS = 3_000

export const decide = (alert: string, verdict: Verdict) =>
  post('alerts/decide', { alert, verdict, note: '' })

export const say = (text: string) => post('prompter/say', { id: newId(), text })

export const clear = (id: string) => post('prompter/clear', { id })

/** Make a link to the prompter, which works once; null when there is none. */
export async function link(): Promise<string | null> {
  const answer = await posted('prompter/link', {})
  const value = parse(answer?.text ?? '')
  return answer?.status === 200 && isObject(value) && isStr(value.path) ? location.origin + value.path : null
}

/** Send it, and once more when no answer comes: the same again counts once. */
async function post(path: string, body: object): Promise<Refusal> {
  const answer = (await posted(path, body)) ?? (await posted(path, body))
  return answer === null ? 'none' : refusalOf(answer.status, answer.text)
}

/** The meaning of an answer. */
export function refusalOf(status: number, body: string): Refusal {
  if (status === 200) return null
  const value = parse(body)
  return (isObject(value) && textOf(value.message)) || 'none'
}

const posted = (path: string, body: object) =>
  asked(`/api/console/${path}`, posting(body), PATIENCE_MS)
