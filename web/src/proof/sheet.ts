import { parse } from 'yaml'

/** Thrown where a run sheet is not as `gala check` would have it. */
export class Unreadable extends Error {}

const INTEGER = /^[-+]?[0-9]{1,16}$/

/**
 * What `read` finds in a run sheet's text. A log begins with a sheet that `gala check` has passed,
 * so nothing is checked again; null when it is not found as it should be.
 */
export function readSheet<T>(sheet: string, read: (sheet: Table) => T): T | null {
  try {
    // Every plain scalar stays text: what is a number is decided here, as in run_sheet.
    return read(table(parse(sheet, { schema: 'failsafe' })))
  } catch {
    return null
  }
}

export type Table = { readonly [key: string]: unknown }

function table(value: unknown): Table {
  const so = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!so) throw new Unreadable()
  return value as Table
}

export function tables(value: unknown): Table[] {
  return list(value).map(table)
}

export function texts(value: unknown): string[] {
  return list(value).map(text)
}

/** A list; what is not said, or has no value (failsafe: an empty text), is an empty one. */
function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === '' || value === '~' || value === 'null') return []
  if (!Array.isArray(value)) throw new Unreadable()
  return value
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Unreadable()
  return value
}

export function integer(value: unknown): number {
  const written = text(value)
  if (!INTEGER.test(written)) throw new Unreadable()
  return Number(written)
}
