import { isObject, parse, type Json } from './json'
import { isInt, isList, isStr, type Text } from 'gala-client/shapes'

/**
 * Readers of JSON from a server: each gives back its value or throws `Odd`, which only `fitting`
 * catches. Names as in docs/console-api.md.
 */
export class Odd extends Error {}

/** What is read of a text of JSON; null when it does not fit. */
export function fitting<T>(read: (value: unknown) => T, text: string): T | null {
  try {
    return read(parse(text))
  } catch (error) {
    if (error instanceof Odd) return null
    throw error
  }
}

function need<T>(fits: (value: unknown) => value is T): (value: unknown) => T {
  return (value) => {
    if (fits(value)) return value
    throw new Odd()
  }
}

export const int = need(isInt)
export const str = need(isStr)
export const bool = need((value): value is boolean => typeof value === 'boolean')
export const obj = need(isObject)

export const orNull =
  <T>(read: (value: unknown) => T) =>
  (value: unknown): T | null =>
    value === null || value === undefined ? null : read(value)

/** What a server of an earlier version leaves out is this. */
export const or =
  <T>(read: (value: unknown) => T, missing: T) =>
  (value: unknown): T =>
    orNull(read)(value) ?? missing

/** A list of anything, read one by one. */
export const each =
  <T>(read: (value: unknown) => T) =>
  (value: unknown): T[] =>
    need(isList)(value).map((one) => read(one))

/** A list of objects. */
export const list = <T>(read: (value: Json) => T) => each((one) => read(obj(one)))

/** One of these words; the last one stands for words of later versions. */
export const word =
  <T extends string>(...words: readonly T[]) =>
  (value: unknown): T => {
    const known = words.find((one) => one === value) ?? words[words.length - 1]
    if (known === undefined) throw new Odd()
    return known
  }

/** A `{"zh", "en"}` of JSON, or a plain text for both. */
export function textOf(value: unknown): Text | null {
  if (isStr(value)) return [value, value]
  return isObject(value) && isStr(value.zh) && isStr(value.en) ? [value.zh, value.en] : null
}

export const text = (value: unknown): Text => {
  const found = textOf(value)
  if (!found) throw new Odd()
  return found
}
