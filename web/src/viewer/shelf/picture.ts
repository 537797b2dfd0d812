import type { Chart } from './card'

/** A chart as lines: each price a step, the price compared with, and the one it is cut to. */
export interface Picture {
  readonly steps: readonly { readonly path: string; readonly sold: boolean }[]
  readonly compared_y: number
  readonly cut_y: number | null
}

export const WIDTH = 320
export const HEIGHT = 96
export const RIGHT = 310
const TOP = 10
const BOTTOM = 86
const DAYS_MAX = 45
const DAY_MS = 86_400_000

const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** Draw the last 45 days before the sale; where there is no price there is no line. */
export function pictureOf({ prices, day, compared_fen, cut_fen }: Chart): Picture {
  const last = number(day)
  const spans = prices.map(({ from, to, fen, sold }) => {
    return { from: number(from), until: to === null ? last : Math.min(number(to) + 1, last), fen, sold }
  })
  const first = Math.max(Math.min(last, ...spans.map(({ from }) => from)), last - DAYS_MAX)
  const days = Math.max(1, last - first)
  const all = [compared_fen, ...spans.map(({ fen }) => fen), ...(cut_fen === null ? [] : [cut_fen])]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const x = (at: number) => Math.round((Math.max(0, Math.min(at - first, days)) * RIGHT) / days)
  const y = (fen: number) => {
    return BOTTOM - Math.round(((fen - low) * (BOTTOM - TOP)) / Math.max(1, high - low))
  }
  return {
    steps: spans
      .filter(({ until }) => until > first)
      .map(({ from, until, fen, sold }) => ({ path: `M${x(from)} ${y(fen)}H${x(until)}`, sold })),
    compared_y: y(compared_fen),
    cut_y: cut_fen === null ? null : y(cut_fen),
  }
}
