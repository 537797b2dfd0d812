import { expect, it } from 'vitest'
import { fromBase64, fromHex, readU64, toBase64, toHex, u64 } from './bytes'

it('writes integers big-endian and reads them again', () => {
  expect(toHex(u64(2 ** 53 - 1))).toBe('001fffffffffffff')
  expect(readU64(u64(2 ** 40 + 7), 0)).toBe(2 ** 40 + 7)
  expect(() => u64(2 ** 53)).toThrow()
  expect(() => u64(-1)).toThrow()
  expect(() => readU64(fromHex('0020000000000000'), 0)).toThrow('2^53')
})

it('reads hex in lowercase alone, and of the wanted size', () => {
  expect(toHex(fromHex('00ff'))).toBe('00ff')
  for (const bad of ['0', 'FF', ' 00', '0g', '00\n']) expect(() => fromHex(bad)).toThrow()
  expect(() => fromHex('00ff', 3)).toThrow('3 bytes')
})

it('refuses base64 whose last digit has bits that nobody reads', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4)
  expect(toBase64(bytes)).toBe('AQIDBA==')
  expect(fromBase64('AQIDBA==', 4)).toEqual(bytes)
  for (const bad of ['AQIDBB==', 'AQIDBA=', 'AQIDBA', ' AQIDBA==', 'AQID', '=']) {
    expect(() => fromBase64(bad, 4)).toThrow()
  }
})
