import { fromUtf8, type Bytes } from './bytes'
import { must } from './refused'

/**
 * Canonical JSON of docs/proof.md section 1. A value has one writing; whoever reads one writes it
 * again and refuses it unless it is the same, so nobody can change a byte without being seen.
 */
export type Value = string | number | boolean | null | readonly Value[] | ValueMap
export type ValueMap = { readonly [key: string]: Value }

const LONE_SURROGATE = /[\uD800-\uDFFF]/u
// A key from outside ASCII would sort differently in different languages.
const KEY = /^[\x00-\x7f]*$/

/** Nothing here nests by ten. Without an end, readers would differ in where they give up. */
const DEPTH_MAX = 64

/** The one writing of a value. Refuses what has none: a fraction, ±2⁵³ and beyond. */
export function write(value: Value, depth = 1): string {
  if (typeof value === 'string') {
    must(!LONE_SURROGATE.test(value), 'half a character in a string')
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    must(Number.isSafeInteger(value), `${value} is not an integer below 2^53`)
    return String(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  must(depth <= DEPTH_MAX, 'nested too deeply')
  if (isList(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`
  const keys = Object.keys(value).sort()
  const fields = keys.map((key) => `${writeKey(key)}:${write(value[key]!, depth + 1)}`)
  return `{${fields.join(',')}}`
}

/** The value of one canonical JSON text; refuses every other text. */
export function read(text: string): Value {
  let value: Value
  try {
    value = JSON.parse(text) as Value
  } catch {
    must(false, 'not JSON')
  }
  must(write(value) === text, 'not written canonically')
  return value
}

/** The value of a file: one canonical JSON text with a line feed at its end. */
export function readFile(bytes: Bytes): Value {
  const text = fromUtf8(bytes)
  must(text.endsWith('\n'), 'no line feed at the end')
  return read(text.slice(0, -1))
}

/** The lines of a `.jsonl` file, each of which ends with a line feed. */
export function lines(bytes: Bytes): string[] {
  const text = fromUtf8(bytes)
  if (text === '') return []
  must(text.endsWith('\n'), 'no line feed at the end')
  return text.slice(0, -1).split('\n')
}

function writeKey(key: string): string {
  must(KEY.test(key), 'a key that is not ASCII')
  return JSON.stringify(key)
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}
