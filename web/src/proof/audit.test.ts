import { expect, it } from 'vitest'
import { AUDITS, isSigned } from './audit'
import { fromHex } from './bytes'
import type { ValueMap } from './canonical'

/** The one of docs/audit.md, by the key of RFC 8032, section 7.1, test 1. */
const ROW = {
  auditor: 'quality',
  digest: 'd1c2f378c975f6619c023fb023bf63ce939c5307236ce8e8c77ef38500ece483',
  goods: 'lipstick',
  on: '2026-01-28',
  signature:
    'ac6d95b4d386bb970860f5d0d0609f9d0ea99a9c60641272a1c39822967c22f5' +
    'fb8ee2f8b6fc85d61231601cc2c85f0baa24a40508a3a13804c5f7edbc725209',
}
const KEY = fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')

const read = (...rows: ValueMap[]) => AUDITS(rows, 'audits')

it('takes the signature that is the auditor’s', () => {
  expect(isSigned(read(ROW)[0]!, KEY)).toBe(true)
  expect(isSigned(read(ROW)[0]!, new Uint8Array(32))).toBe(false)
})

it.each<ValueMap>([
  { goods: 'lamp' },
  { digest: '00'.repeat(32) },
  { auditor: 'law' },
  { on: '2026-01-29' },
  { signature: '00'.repeat(64) },
])('takes it for nothing else: %o', (change) => {
  expect(isSigned(read({ ...ROW, ...change })[0]!, KEY)).toBe(false)
})

it.each<ValueMap>([
  { goods: 'The Lamp' },
  { digest: '00' },
  { on: 'today' },
  { signature: null },
  { note: 'fine' },
])('refuses what is no audit: %o', (change) => {
  expect(() => read({ ...ROW, ...change })).toThrow()
})

it('refuses an empty list, and an auditor who signs twice', () => {
  expect(() => read()).toThrow('empty')
  expect(() => read(ROW, ROW)).toThrow('twice')
  expect(read(ROW, { ...ROW, goods: 'lamp' })).toHaveLength(2)
})
