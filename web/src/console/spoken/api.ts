import { isObject, parse } from '../../json'
import { isStr, type Text } from 'gala-client/shapes'
import { newId } from '../command'
import { textOf } from '../read'
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
  const [status, body] = await posted('prompter/link', {})
  const value = parse(body)
  return status === 200 && isObject(value) && isStr(value.path) ? location.origin + value.path : null
}

/** Send it, and once more when no answer comes: the same again counts once. */
async function post(path: string, body: object): Promise<Refusal> {
  const first = await posted(path, body)
  return refusalOf(...(first[0] === 0 ? await posted(path, body) : first))
}

/** The meaning of an answer. */
export function refusalOf(status: number, body: string): Refusal {
  if (status === 200) return null
  const value = parse(body)
  return (isObject(value) && textOf(value.message)) || 'none'
}

async function posted(path: string, body: object): Promise<[number, string]> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), PATIENCE_MS)
  try {
    const response = await fetch(`/api/console/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: late.signal,
    })
    return [response.status, await response.text()]
  } catch {
    return [0, '']
  } finally {
    clearTimeout(timer)
  }
}
