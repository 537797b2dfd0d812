import { isObject, parse } from '../../json'
import { isInt, isStr, type Text } from 'gala-client/shapes'

/** The states that the panel counts, in its order. */
export const COUNTED = ['held', 'paid', 'waiting', 'returned', 'refunding', 'refunded'] as const
export type Counted = (typeof COUNTED)[number]

/** How many orders of a window stand how. */
export interface WindowCounts {
  readonly window: string
  readonly title: Text
  readonly counts: Readonly<Record<Counted, number>>
}

/** How an endpoint of the platform does. */
export interface Endpoint {
  readonly host: string
  readonly delivered: number
  readonly failures: number
  readonly problem: string
  readonly alarm: boolean
}

export interface Panel {
  readonly windows: readonly WindowCounts[]
  readonly webhooks: readonly Endpoint[]
}

/** Read the answer of `GET /api/console/orders`; null when it is none. */
export function panelOf(text: string): Panel | null {
  const value = parse(text)
  if (!isObject(value) || !Array.isArray(value.windows) || !Array.isArray(value.webhooks)) {
    return null
  }
  return {
    windows: value.windows.flatMap((one: unknown) => windowOf(one) ?? []),
    webhooks: value.webhooks.flatMap((one: unknown) => endpointOf(one) ?? []),
  }
}

function windowOf(value: unknown): WindowCounts | null {
  if (!isObject(value) || !isStr(value.window) || !isObject(value.title)) return null
  const { zh, en } = value.title
  if (!isStr(zh) || !isStr(en)) return null
  const counts: Partial<Record<Counted, number>> = {}
  for (const state of COUNTED) {
    const count = value[state]
    if (!isInt(count)) return null
    counts[state] = count
  }
  return { window: value.window, title: [zh, en], counts: counts as Record<Counted, number> }
}

function endpointOf(value: unknown): Endpoint | null {
  if (!isObject(value)) return null
  const { host, delivered, failures, problem, alarm } = value
  if (!isStr(host) || !isInt(delivered) || !isInt(failures) || !isStr(problem)) return null
  return { host, delivered, failures, problem, alarm: alarm === true }
}
