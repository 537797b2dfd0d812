import { ed25519 } from '@noble/curves/ed25519.js'
import { expect, it } from 'vitest'
import type { Audit } from './audit'
import { auditedDigest, auditedTexts } from './audited'
import { toHex, utf8 } from './bytes'
import { checkAudits } from './recount-audits'
import { Checks } from './report'
import { readRow } from './rows'
import { finish } from './steps'

const SECRETS: { readonly [auditor: string]: Uint8Array } = {
  quality: new Uint8Array(32).fill(1),
  law: new Uint8Array(32).fill(2),
}
const KEYS = Object.entries(SECRETS).map(([id, secret]) => {
  return `  - {id: ${id}, title: ${id}, key: "${toHex(ed25519.getPublicKey(secret))}"}\n`
})
const AUDITORS = `auditors:\n${KEYS.join('')}`
const SHEET = `id: evening
start: 2026-01-30T20:00:00+08:00
goods: [{id: pen, title: Pen}, {id: cup, title: Cup}, {id: shown, title: Shown}]
segments:
  - {id: opening, kind: host}
  - {id: sale, kind: seckill, goods: pen, price_fen: 1}
  - {id: cups, kind: seckill, goods: cup, price_fen: 9}
`
const SHOWS = '  - {id: shows, kind: seckill, goods: shown, price_fen: 5}\n'
const TEXTS = auditedTexts(SHEET + SHOWS)!

function by(auditor: string, goods: string): Audit {
  const digest = auditedDigest(TEXTS.get(goods)!)
  const message = `gala/audit/v1\n${goods}\n${toHex(digest)}\n${auditor}\n2026-01-28\n`
  const signature = ed25519.sign(utf8(message), SECRETS[auditor]!)
  return { auditor, digest, goods, on: '2026-01-28', signature }
}

function rowOf({ goods, digest, auditor, on, signature }: Audit) {
  return [goods, toHex(digest), auditor, on, toHex(signature)]
}

function checked(
  audits: readonly Audit[],
  sheet = AUDITORS + SHEET,
  rehearsal = false,
  edits: readonly [sheet: string, audits: readonly Audit[]][] = [],
) {
  const checks = new Checks()
  const rows = edits.map(([edited, signed]) => ({
    row: readRow(['sheet_edited', 1, edited, '00'.repeat(32), signed.map(rowOf), 'a', ''])!,
  }))
  let found
  try {
    found = finish(checkAudits(checks, { sheet, rehearsal, audits, rows }))
  } catch {
    // The check says what it was.
  }
  return { ...checks.done[0], unproven: checks.unproven, found }
}

it('has nothing to say of a sheet without auditors', () => {
  expect(checked([], SHEET)).toEqual({ unproven: [], found: null })
})

it('says who has signed what', () => {
  expect(checked([by('quality', 'pen'), by('law', 'cup')])).toEqual({
    name: 'audits',
    ok: true,
    detail: 'quality has signed pen; law has signed cup',
    unproven: ['auditors'],
    found: [
      { goods: 'pen', auditor: 'quality', on: '2026-01-28', text: TEXTS.get('pen') },
      { goods: 'cup', auditor: 'law', on: '2026-01-28', text: TEXTS.get('cup') },
    ],
  })
})

it.each([
  ['a price', 'price_fen: 9}', 'price_fen: 8}'],
  ['a word', 'title: Cup}', 'title: Golden cup}'],
  ['the day', 'start: 2026-01-30', 'start: 2026-01-31'],
])('refuses signatures over goods that were other goods in %s', (_, old, now) => {
  const found = checked([by('quality', 'pen'), by('law', 'cup')], AUDITORS + SHEET.replace(old, now))
  expect(found.ok).toBe(false)
  expect(found.detail).toContain('the goods have been changed since they were signed')
})

it('checks the signatures alone where it cannot make the texts, and says so', () => {
  const later = AUDITORS + SHEET.replace('title: Cup}', 'title: Cup, colour: red}')
  const found = checked([by('quality', 'pen'), by('law', 'cup')], later)
  expect([found.ok, found.unproven]).toEqual([true, ['audited', 'auditors']])
  expect(found.found?.map(({ text }) => text)).toEqual([null, null])
})

it.each<[string, Audit[], string]>([
  ['nobody signed', [by('quality', 'pen')], 'sold on air, and no auditor has signed: cup'],
  ['nothing sells it', [by('law', 'shown')], 'shown is audited, and nothing sells it'],
  ['of another', [{ ...by('law', 'pen'), auditor: 'quality' }], 'the signature is not that'],
  ['by a stranger', [{ ...by('law', 'pen'), auditor: 'friend' }], 'names no such auditor'],
])('refuses a signature that is missing or forged: %s', (_, audits, why) => {
  const found = checked(audits)
  expect(found.ok).toBe(false)
  expect(found.detail).toContain(why)
})

it('lets a rehearsal lack signatures, and says so; never a false one', () => {
  const found = checked([by('quality', 'pen')], AUDITORS + SHEET, true)
  expect(found.ok).toBe(true)
  expect(found.detail).toContain('not audited, in a rehearsal: cup')
  expect(checked([{ ...by('law', 'pen'), auditor: 'quality' }], undefined, true).ok).toBe(false)
})

it('refuses signatures under a sheet that has no auditors', () => {
  expect(checked([by('law', 'pen')], SHEET).detail).toContain('names no such auditor')
})

it('leaves a sheet that it cannot read to gala verify', () => {
  const short = `${AUDITORS}segments: [{repeat: 2, segments: []}]`
  for (const sheet of ['nonsense', short]) {
    const found = checked([by('law', 'pen')], sheet)
    expect(found).toEqual({ unproven: ['audited', 'auditors'], found: null })
  }
})

it('holds every edit on air to the signatures that came with it', () => {
  const first = [by('quality', 'pen'), by('law', 'cup')]
  const more = AUDITORS + SHEET + SHOWS
  const found = checked(first, undefined, false, [[more, [...first, by('law', 'shown')]]])
  expect(found.ok).toBe(true)
  expect(found.detail).toContain('law has signed shown; and so it was before each edit on air (1)')
  const lacking = checked(first, undefined, false, [[more, first]])
  expect(lacking.detail).toContain('sold on air, and no auditor has signed: shown')
  const first_lacks = checked([], undefined, false, [[AUDITORS + SHEET, first]])
  expect(first_lacks.ok).toBe(false)
})
