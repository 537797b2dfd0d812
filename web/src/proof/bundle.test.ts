import { describe, expect, it } from 'vitest'
import vectors from '../../../tests/vectors/bundles.json'
import { verifyBundle } from './bundle'
import { utf8 } from './bytes'
import { read, write, type Value } from './canonical'
import { readPins, writePins } from './pins'

const PINS = readPins(utf8(pinsText()))

function pinsText(): string {
  const { pins } = vectors
  return typeof pins === 'string' ? pins : `${write(pins as unknown as Value)}\n`
}

describe('bundles', () => {
  it.each(vectors.good)('proves: $name', ({ data }) => {
    const report = verifyBundle(utf8(data), PINS)
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([])
    expect(report.ok).toBe(true)
    expect(report.unproven).toContain('persons')
  })

  it.each(vectors.bad)('refuses: $name', ({ data, check }) => {
    const report = verifyBundle(utf8(data), PINS)
    expect(report.ok).toBe(false)
    expect(report.found).toBeNull()
    expect(report.checks.find(({ ok }) => !ok)?.name).toBe(check)
  })

  it('never throws, whatever the bytes', () => {
    const whole = utf8(vectors.good[0]!.data)
    for (let at = 0; at < whole.length; at += 97) {
      const bad = whole.slice()
      bad[at]! ^= 0x80
      expect(verifyBundle(bad, PINS).ok).toBe(false)
      expect(verifyBundle(whole.slice(0, at), PINS).ok).toBe(false)
    }
  })

  it('trusts no key but the pinned ones', () => {
    const others = { ...PINS, log: PINS.receipts, receipts: PINS.log }
    for (const { name, data } of vectors.good) {
      // The entry is the one that no key signs.
      const needsKey = !data.includes('"gala":"entry"')
      expect(verifyBundle(utf8(data), others).ok, name).toBe(!needsKey)
    }
  })
})

describe('pins', () => {
  it('are written as they are read', () => {
    expect(readPins(writePins(PINS))).toEqual(PINS)
  })

  it('are three keys, and keys at all', () => {
    expect(() => readPins(writePins({ ...PINS, vrf: PINS.log }))).toThrow('the same')
    expect(() => readPins(writePins({ ...PINS, vrf: new Uint8Array(32) }))).toThrow('is none')
    expect(() => readPins(utf8(pinsText().slice(0, -1)))).toThrow('line feed')
  })
})

/** Every value that differs from a JSON value in one place: a leaf changed, a key gone or added. */
function* mutations(value: Value): Generator<Value> {
  if (Array.isArray(value)) {
    const items = value as readonly Value[]
    for (const [i, item] of items.entries()) {
      yield items.filter((_, at) => at !== i)
      for (const other of mutations(item)) yield items.map((old, at) => (at === i ? other : old))
    }
    yield [...items, 0]
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const { [key]: _, ...rest } = value as { readonly [key: string]: Value }
      yield rest
      yield { ...rest, [`${key}x`]: item }
      for (const other of mutations(item)) yield { ...value, [key]: other }
    }
  } else if (typeof value === 'string') {
    yield 0
    yield ''
    for (const at of [0, Math.floor(value.length / 2), value.length - 1]) {
      if (at >= 0 && value !== '') yield changed(value, at)
    }
  } else {
    yield typeof value === 'number' ? value + 1 : 1
    yield 'x'
    yield null
  }
}

/** The text with one letter replaced by another of the same sort. */
function changed(text: string, at: number): string {
  const letter = text.charCodeAt(at)
  return text.slice(0, at) + String.fromCharCode(letter ^ 1) + text.slice(at + 1)
}

/**
 * What nothing in a bundle binds, and what stands among the unproven for it: in a draw (`later`),
 * that what came after the opening is all there; of a window (`untold`), what people did to it.
 */
function unbound(whole: { readonly [key: string]: Value }, mutated: Value): boolean {
  const { lines } = mutated as { readonly [key: string]: Value }
  const kind = whole['gala']
  if ((kind !== 'draw' && kind !== 'window') || !Array.isArray(lines)) return false
  const all = whole['lines'] as readonly Value[]
  const freezes = (line: Value) => JSON.stringify(line).includes('entries_frozen')
  const bound = (line: Value, i: number) => (kind === 'draw' ? i < 3 : freezes(line))
  const left = all.filter((line, i) => bound(line, i) || lines.some((other) => same(line, other)))
  return same({ ...whole, lines: left }, mutated)
}

const same = (a: Value, b: Value) => JSON.stringify(a) === JSON.stringify(b)

describe('one change anywhere', () => {
  it.each(vectors.good)('is seen: $name', ({ data }) => {
    const whole = read(data.slice(0, -1)) as { readonly [key: string]: Value }
    let count = 0
    for (const mutated of mutations(whole)) {
      const written = JSON.stringify(mutated)
      if (`${written}\n` === data || unbound(whole, mutated)) continue
      const report = verifyBundle(utf8(`${written}\n`), PINS)
      expect(report.ok, written).toBe(false)
      count += 1
    }
    expect(count).toBeGreaterThan(20)
  })
})
