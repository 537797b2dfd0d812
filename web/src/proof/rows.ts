import { ORIGIN } from './note'
import { must } from './refused'
import { BATCH } from './receipt'
import { SLUG } from './leaf'
import type { Value } from './canonical'
import {
  anything,
  hex,
  integer,
  just,
  like,
  list,
  positive,
  row,
  text,
  type Shape,
} from './shape'

/** The events of the log that docs/proof.md section 3 lists: rows that begin with their name. */
export const slug = like(SLUG)
export const origin = like(ORIGIN)
export const batchName = like(BATCH)
export const DAY = /[12][0-9]{3}-[0-9]{2}-[0-9]{2}/

const ROWS = {
  entries_frozen: row(
    just('entries_frozen'),
    integer,
    slug,
    integer,
    hex(32),
    integer,
    list(row(slug, integer, integer)),
  ),
  draw_committed: row(just('draw_committed'), integer, positive, text, text, text),
  hall_drawn: row(just('hall_drawn'), integer, positive, like(/[ -~]{1,64}/), text, text),
  draw_opened: row(
    just('draw_opened'),
    integer,
    positive,
    hex(),
    hex(80),
    list(row(integer, text, hex())),
  ),
  rain_opened: row(
    just('rain_opened'),
    integer,
    positive,
    hex(),
    hex(80),
    hex(32),
    integer,
    integer,
    integer,
  ),
  draw_voided: row(just('draw_voided'), integer, positive, text, text, text),
  winner_passed_over: row(
    just('winner_passed_over'),
    integer,
    positive,
    integer,
    text,
    text,
    text,
  ),
  draw_announced: row(just('draw_announced'), integer, positive, text),
  draw_given_up: row(just('draw_given_up'), integer, slug, text),
  window_topped_up: row(
    just('window_topped_up'),
    integer,
    slug,
    integer,
    slug,
    positive,
    like(/[^]+/),
    text,
    text,
  ),
  window_revoked: row(
    just('window_revoked'),
    integer,
    slug,
    positive,
    like(/[^]+/),
    text,
    text,
  ),
  sheet_edited: row(
    just('sheet_edited'),
    integer,
    text,
    hex(32),
    list(row(slug, hex(32), slug, like(DAY), hex(64))),
    text,
    text,
  ),
}

/** Done by two seats, whatever the clock does. */
const BY_HAND = ['window_topped_up', 'window_revoked']

/** Done by two seats, or by the clock alone. */
const BY_TWO = [
  'draw_committed',
  'hall_drawn',
  'draw_voided',
  'winner_passed_over',
  ...BY_HAND,
]

type Rows = typeof ROWS
export type Row = { [Name in keyof Rows]: ReturnType<Rows[Name]> }[keyof Rows]
export type RowOf<Name extends keyof Rows> = ReturnType<Rows[Name]>
export type Frozen = RowOf<'entries_frozen'>
export type Opened = RowOf<'draw_opened'> | RowOf<'rain_opened'>

export type ByHand = RowOf<'window_topped_up' | 'window_revoked'>

/** What two people did to a window. */
export function isByHand(row: Row): row is ByHand {
  return BY_HAND.includes(row[0])
}

/** The event of a line, or null when it is none of those that matter here. */
export function readRow(event: Value): Row | null {
  const fields = list(anything)(event, 'event')
  const name = text(fields[0], 'event[0]')
  if (!Object.prototype.hasOwnProperty.call(ROWS, name)) return null
  const found = (ROWS[name as keyof Rows] as Shape<Row>)(event, name)
  if (found[0] === 'entries_frozen') checkOutlets(found)
  if (BY_TWO.includes(found[0])) {
    const [by, second] = found.slice(-2)
    const so = (by === second) === (by === 'auto' || second === 'auto')
    must(so, `${name} was done neither by two seats nor by the clock`)
    must(by !== 'auto' || !BY_HAND.includes(found[0]), `${name} was not done by two seats`)
  }
  if (found[0] === 'sheet_edited') {
    const [by, second] = found.slice(-2)
    const so = by !== second && by !== 'auto' && second !== 'auto'
    must(so, `${name} was done neither by one seat nor by two`)
  }
  return found
}

/** Had the window declared stock? Then units that nobody got are leaves too. */
export function isSeckill([, , , , , , outlets]: Frozen): boolean {
  return outlets.some(([, declared]) => declared > 0)
}

/** The sum of the frozen tree. */
export function numbersOf(row: Frozen): number {
  const seckill = isSeckill(row)
  return row[6].reduce((sum, [, declared, given]) => sum + (seckill ? declared : given), 0)
}

function checkOutlets(row: Frozen): void {
  const outlets = row[6]
  const names = new Set(outlets.map(([outlet]) => outlet))
  must(names.size === outlets.length, 'an outlet stands twice in the frozen entries')
  const more = isSeckill(row) && outlets.some(([, declared, given]) => given > declared)
  must(!more, 'more was given than was declared')
  must(Number.isSafeInteger(numbersOf(row)), 'the sum of the frozen entries is too large')
}
