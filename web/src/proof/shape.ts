import { fromHex, type Bytes } from './bytes'
import type { Value, ValueMap } from './canonical'
import { must } from './refused'

/**
 * Shapes of JSON values. A shape gives the value its type, or refuses it and says where. Objects
 * have exactly their keys and rows exactly their fields: what nobody reads, nobody could check.
 */
export type Shape<T> = (value: Value | undefined, where: string) => T
type Of<S> = S extends Shape<infer T> ? T : never

export const text: Shape<string> = (value, where) => {
  must(typeof value === 'string', `${where} is not a text`)
  return value
}

export const integer: Shape<number> = (value, where) => {
  must(typeof value === 'number', `${where} is not an integer`)
  must(value >= 0, `${where} is negative`)
  return value
}

/** An integer of at least 1. */
export const positive: Shape<number> = (value, where) => {
  const n = integer(value, where)
  must(n > 0, `${where} is 0`)
  return n
}

export const bool: Shape<boolean> = (value, where) => {
  must(typeof value === 'boolean', `${where} is neither true nor false`)
  return value
}

/** A text that the pattern describes from end to end. */
export function like(pattern: RegExp): Shape<string> {
  const whole = new RegExp(`^(?:${pattern.source})$`)
  return (value, where) => {
    const found = text(value, where)
    must(whole.test(found), `${where} is not written as it should be`)
    return found
  }
}

/** Exactly this text or number. */
export function just<T extends string | number>(wanted: T): Shape<T> {
  return (value, where) => {
    must(value === wanted, `${where} is not ${wanted}`)
    return wanted
  }
}

/** One of these texts. */
export function oneOf<T extends string>(...wanted: readonly T[]): Shape<T> {
  return (value, where) => {
    const found = wanted.find((one) => one === value)
    must(found !== undefined, `${where} is none of ${wanted.join(', ')}`)
    return found
  }
}

/** Bytes in hex, `size` of them when it is given. */
export function hex(size?: number): Shape<Bytes> {
  return (value, where) => {
    const written = text(value, where)
    try {
      return fromHex(written, size)
    } catch {
      must(false, `${where} is not hex${size === undefined ? '' : ` of ${size} bytes`}`)
    }
  }
}

export function list<T>(of: Shape<T>): Shape<T[]> {
  return (value, where) => {
    must(Array.isArray(value), `${where} is not a list`)
    return (value as readonly Value[]).map((item, i) => of(item, `${where}[${i}]`))
  }
}

/** A list of so many fields, each of its own shape. */
export function row<S extends readonly Shape<unknown>[]>(
  ...of: S
): Shape<{ [K in keyof S]: Of<S[K]> }> {
  return (value, where) => {
    must(Array.isArray(value) && value.length === of.length, `${where} has not ${of.length} fields`)
    const fields = value as readonly Value[]
    return of.map((shape, i) => shape(fields[i], `${where}[${i}]`)) as { [K in keyof S]: Of<S[K]> }
  }
}

/** An object with exactly these keys. */
export function object<S extends { readonly [key: string]: Shape<unknown> }>(
  of: S,
): Shape<{ [K in keyof S]: Of<S[K]> }> {
  const wanted = Object.keys(of).sort()
  return (value, where) => {
    const fields = map(value, where)
    const keys = Object.keys(fields).sort()
    const same = keys.join() === wanted.join()
    must(same, `${where} has the keys ${keys.join()}, not ${wanted.join()}`)
    const read = wanted.map((key) => [key, of[key]!(fields[key], `${where}.${key}`)])
    return Object.fromEntries(read) as { [K in keyof S]: Of<S[K]> }
  }
}

/** An object, whatever its keys. */
export const map: Shape<ValueMap> = (value, where) => {
  const so = typeof value === 'object' && value !== null && !Array.isArray(value)
  must(so, `${where} is not an object`)
  return value as ValueMap
}

/** Any value at all. */
export const anything: Shape<Value> = (value, where) => {
  must(value !== undefined, `${where} is missing`)
  return value
}
