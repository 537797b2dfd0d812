import { describe, expect, it } from 'vitest'
import { utf8 } from './bytes'
import { lines, read, readFile, write } from './canonical'
import { Refused } from './refused'

describe('canonical JSON', () => {
  it('has one writing for a value', () => {
    const value = { b: [1, true, null], a: '口红 "x" \u0007\n\u2028', 'a-': {} }
    expect(write(value)).toBe('{"a":"口红 \\"x\\" \\u0007\\n\u2028","a-":{},"b":[1,true,null]}')
    expect(read(write(value))).toEqual(value)
  })

  it.each([
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a": 1}',
    '[1.0]',
    '[1e2]',
    '[-0]',
    '[-0]',
    '[1.5]',
    '[9007199254740992]',
    '["\\u0041"]',
    '["\\/"]',
    '["\\ud800"]',
    '["\\u000A"]',
    '{"é":1}',
    '[1] ',
    '\ufeff[1]',
    '',
    'nil',
  ])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(Refused)
  })

  it('keeps every integer below 2^53', () => {
    expect(read('[9007199254740991]')).toEqual([Number.MAX_SAFE_INTEGER])
  })

  it('nests to 64 and no deeper', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(() => read(nested(64))).not.toThrow()
    for (const depth of [65, 100_000]) expect(() => read(nested(depth))).toThrow(Refused)
  })

  it('wants a line feed at the end of a file and of each line', () => {
    expect(readFile(utf8('{}\n'))).toEqual({})
    expect(() => readFile(utf8('{}'))).toThrow('line feed')
    expect(() => readFile(Uint8Array.of(0xff, 0x0a))).toThrow('UTF-8')
    expect(lines(utf8('a\nb\n'))).toEqual(['a', 'b'])
    expect(lines(utf8(''))).toEqual([])
    expect(() => lines(utf8('a\nb'))).toThrow('line feed')
  })
})
