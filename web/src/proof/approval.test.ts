import { expect, it } from 'vitest'
import { APPROVALS, isApproved } from './approval'
import { fromHex } from './bytes'
import type { ValueMap } from './canonical'

/** The one of docs/unattended.md, by the key of RFC 8032, section 7.1, test 1. */
const ROW = {
  approver: 'producer',
  digest: '779c902659581161b2b89590f826af7e3a2b1dc921a05fe46631cce7e2ca7d69',
  on: '2026-01-29',
  signature:
    '415b6672affe236bcc20d387a3e079de9efc0ef8f1bac5b19674ca899652324e' +
    'b96a04ab897bb7b5917f6f8df56f570e7df1f9a22e6069f16fedcb8225595508',
}
const KEY = fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')

const read = (...rows: ValueMap[]) => APPROVALS(rows, 'approvals')

it('takes the signature that is the approver’s', () => {
  expect(isApproved(read(ROW)[0]!, KEY)).toBe(true)
  expect(isApproved(read(ROW)[0]!, new Uint8Array(32))).toBe(false)
})

it.each<ValueMap>([
  { digest: '00'.repeat(32) },
  { approver: 'finance' },
  { on: '2026-01-30' },
  { signature: '00'.repeat(64) },
])('takes it for nothing else: %o', (change) => {
  expect(isApproved(read({ ...ROW, ...change })[0]!, KEY)).toBe(false)
})

it.each<ValueMap>([
  { approver: 'The Producer' },
  { digest: '00' },
  { on: 'today' },
  { signature: null },
  { note: 'fine' },
])('refuses what is no approval: %o', (change) => {
  expect(() => read({ ...ROW, ...change })).toThrow()
})

it('refuses an empty list, and an approver who signs twice', () => {
  expect(() => read()).toThrow('empty')
  expect(() => read(ROW, ROW)).toThrow('twice')
  expect(read(ROW, { ...ROW, approver: 'finance' })).toHaveLength(2)
})
