import type { Winner } from 'gala-client/draw-cue'
import type { Prize } from 'gala-client/segment'

/** A prize and those who have it. */
export interface PrizeRow {
  readonly prize: Prize
  readonly winners: readonly Winner[]
  /** How it is shown: each winner by itself, or all in a grid. */
  readonly as: 'cards' | 'grid'
  /** When the first of its winners steps forward, after the envelope was opened. */
  readonly after_ms: number
}

/** So many winners of a prize each get a card. */
const CARDS_MAX = 4

/** So many are called one after another; more than that all at once. */
const CALLED_MAX = 8
const CALL_MS = 1_100
const ROW_MS = 700

/**
 * The winners by prize, prizes in the order of the sheet. They are called from the last prize to
 * the first, so that the hall waits longest for the greatest.
 */
export function prizeRows(prizes: readonly Prize[], winners: readonly Winner[]): PrizeRow[] {
  const rows = prizes.flatMap((prize) => {
    const own = winners.filter(({ prize_id }) => prize_id === prize.prize_id)
    return own.length === 0 ? [] : [{ prize, winners: own }]
  })
  const few = winners.length <= CALLED_MAX
  let after_ms = 0
  return [...rows]
    .reverse()
    .map((row): PrizeRow => {
      const as = row.winners.length <= CARDS_MAX ? 'cards' : 'grid'
      const called = { ...row, as, after_ms } as const
      after_ms += few ? row.winners.length * CALL_MS : ROW_MS
      return called
    })
    .reverse()
}

/** When the `i`th winner of a row steps forward. */
export function calledAfter(row: PrizeRow, i: number, all: number): number {
  if (all <= CALLED_MAX) return row.after_ms + (row.winners.length - 1 - i) * CALL_MS
  return row.after_ms + (row.as === 'grid' ? i * 25 : 0)
}
