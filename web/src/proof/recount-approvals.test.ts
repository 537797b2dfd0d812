import { ed25519 } from '@noble/curves/ed25519.js'
import { expect, it } from 'vitest'
import type { Approval } from './approval'
import { fromHex, toHex, utf8 } from './bytes'
import { checkApprovals } from './recount-approvals'
import { Checks } from './report'
import { finish } from './steps'

const SECRETS: { readonly [approver: string]: Uint8Array } = {
  producer: new Uint8Array(32).fill(1),
  finance: new Uint8Array(32).fill(2),
}
const DIGEST = '03'.repeat(32)

function sheetOf(secrets: { readonly [approver: string]: Uint8Array }): string {
  const rows = Object.entries(secrets).map(([id, secret]) => {
    return `    - {id: ${id}, title: ${id}, key: "${toHex(ed25519.getPublicKey(secret))}"}\n`
  })
  return `id: rain\nunattended:\n  approvers:\n${rows.join('')}  breaker: {spend_fen: 1}\n`
}

function by(approver: string, digest = DIGEST, secret = SECRETS[approver]!): Approval {
  const message = `gala/approve/v1\n${digest}\n${approver}\n2026-01-28\n`
  const signature = ed25519.sign(utf8(message), secret)
  return { approver, digest: fromHex(digest, 32), on: '2026-01-28', signature }
}

const BOTH = [by('finance'), by('producer')]

function checked(
  approvals: readonly Approval[],
  { sheet = sheetOf(SECRETS), rehearsal = false, mode = 'auto' } = {},
) {
  const checks = new Checks()
  try {
    finish(checkApprovals(checks, { sheet, sheet_digest: DIGEST, mode, rehearsal, approvals }))
  } catch {
    // The check says what it was.
  }
  return { ...checks.done[0], unproven: checks.unproven }
}

it('has nothing to say of a night that people drive', () => {
  expect(checked([], { sheet: 'id: gala' })).toEqual({ unproven: [] })
})

it('says who has approved it', () => {
  expect(checked(BOTH)).toEqual({
    name: 'approvals',
    ok: true,
    detail: 'finance and producer approved the night unattended',
    unproven: ['approvers'],
  })
})

it.each<[string, Approval[], string]>([
  ['nobody', [], 'on air unattended: nobody approved'],
  ['one', [by('finance')], 'on air unattended: finance approved'],
  ['another sheet', [by('finance', '04'.repeat(32)), by('producer')], 'signed another sheet'],
  ['forged', [{ ...BOTH[1]!, approver: 'finance' }, BOTH[1]!], 'the signature is not that'],
  ['a stranger', [by('friend', DIGEST, SECRETS['producer']), BOTH[1]!], 'no such approver'],
])('refuses a night on air that two have not approved: %s', (_, approvals, why) => {
  const found = checked(approvals)
  expect(found.ok).toBe(false)
  expect(found.detail).toContain(why)
})

it('refuses one that began by hand, and one key in two names', () => {
  expect(checked(BOTH, { mode: 'manual' }).detail).toContain('it began in manual')
  const one = { producer: SECRETS['producer']!, finance: SECRETS['producer']! }
  const twice = [by('finance', DIGEST, one.finance), by('producer')]
  expect(checked(twice, { sheet: sheetOf(one) }).detail).toContain('one key has signed for two')
})

it('lets a rehearsal lack approvals, and says so; never a false one', () => {
  const found = checked([by('finance')], { rehearsal: true, mode: 'manual' })
  expect(found.ok).toBe(true)
  expect(found.detail).toBe('finance approved the night unattended, in a rehearsal')
  expect(checked([{ ...BOTH[1]!, approver: 'finance' }], { rehearsal: true }).ok).toBe(false)
})

it('refuses approvals of a sheet that has no approvers, and leaves what it cannot read', () => {
  expect(checked(BOTH, { sheet: 'id: gala' }).detail).toContain('no such approver')
  expect(checked(BOTH, { sheet: 'nonsense' })).toEqual({ unproven: ['approvers'] })
})
