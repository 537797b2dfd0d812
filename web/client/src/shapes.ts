/**
 * Questions about the shape of decoded input. What a server sends is data, not a promise: every
 * field is asked before it is used, and nothing in this folder throws on odd input.
 */

/** A type guard over one value. */
export type Check<T> = (value: unknown) => value is T

/** A text in both languages, Chinese first. */
export type Text = readonly [zh: string, en: string]

export const isInt: Check<number> = (value): value is number => Number.isSafeInteger(value)
export const isStr: Check<string> = (value): value is string => typeof value === 'string'
export const isList: Check<readonly unknown[]> = (value): value is readonly unknown[] =>
  Array.isArray(value)
export const isBytes: Check<Uint8Array> = (value): value is Uint8Array =>
  value instanceof Uint8Array
export const isText: Check<Text> = (value): value is Text =>
  isList(value) && fits(value, isStr, isStr)

/**
 * Does the list begin with these shapes? Extra elements at its end are allowed: later versions of
 * the protocol add them (docs/protocol.md, section 3).
 */
export function fits<T extends readonly unknown[]>(
  list: readonly unknown[],
  ...checks: { [K in keyof T]: Check<T[K]> }
): list is readonly unknown[] & T {
  return list.length >= checks.length && checks.every((check, i) => check(list[i]))
}

/** Every element decoded, or null when one of them does not fit. */
export function all<T>(list: unknown, decode: (element: unknown) => T | null): T[] | null {
  if (!isList(list)) return null
  const decoded: T[] = []
  for (const element of list) {
    const one = decode(element)
    if (one === null) return null
    decoded.push(one)
  }
  return decoded
}
