import { expect, it } from 'vitest'
import { APPROVALS, isApproved } from './approval'
import { fromHex } from './bytes'
import type { ValueMap } from './canonical'

/** The one of docs/unattended.md, by the key of RFC 8032, section 7.1, test 1. */
const ROW = {
  approver: 'producer',
  digest: '19ba5131ff1082b9919c0071d17ee25b0d863e07e194c2b95fce26324e9312be',
  on: '2026-01-29',
  signature:
    '20c045780651f3fc4291dff2cc4b9d200ba9f728f4df1fa10af3bf036b7f199e' +
    'be8b7be8e01946f251a56607e39ad3fea029e48503890bd461a06622e2893e09',
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
