import { parse, type ScalarTag } from 'yaml'

/** Thrown where a run sheet is not as `gala check` would have it. */
export class Unreadable extends Error {}

const INTEGER = /^[-+]?[0-9]{1,16}$/

/**
 * What `read` finds in a run sheet's text. A log begins with a sheet that `gala check` has passed,
 * so nothing is checked again; null when it is not found as it should be.
 */
export function readSheet<T>(sheet: string, read: (sheet: Table) => T): T | null {
  try {
    // Every scalar stays text, but for one without a value: what is a number is decided here, as
    // in run_sheet.
    const found = table(parse(sheet, { schema: 'failsafe', customTags: (tags) => [...tags, NULL] }))
    if (isShort(found)) throw new Unreadable()
    return read(found)
  } catch {
    return null
  }
}

const NULL: ScalarTag = {
  tag: 'tag:yaml.org,2002:null',
  default: true,
  test: /^(?:~|[Nn]ull|NULL)?$/,
  resolve: () => null,
}

/** Whether some of it stands for more than it says: loops, templates, files. */
function isShort(sheet: Table): boolean {
  const parts = list(sheet['segments']).map(table)
  return [sheet, ...parts].some((one) => Object.keys(one).some((key) => SHORTHAND.includes(key)))
}

const SHORTHAND = ['include', 'repeat', 'template', 'templates']

export type Table = { readonly [key: string]: unknown }

export function table(value: unknown): Table {
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

/** A list; what is not said, or has no value, is an empty one. */
function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
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
