import { isSigned, type Audit } from './audit'
import { auditedDigest, auditedTexts, type AuditedTexts } from './audited'
import { equal, fromHex, type Bytes } from './bytes'
import type { AuditedFound } from './found'
import { must } from './refused'
import type { Checks } from './report'
import type { Row } from './rows'
import { readSheet, tables, text, type Table } from './sheet'
import type { Steps } from './steps'

interface Audited {
  readonly keys: ReadonlyMap<string, Bytes>
  readonly sold: ReadonlySet<string>
  /** What is signed of each; null when this sheet's goods cannot be read here. */
  readonly texts: AuditedTexts | null
}

interface Stated {
  readonly sheet: string
  readonly audits: readonly Audit[]
}

interface Log extends Stated {
  readonly rehearsal: boolean
  readonly rows: readonly { readonly row: Row }[]
}

/**
 * What auditors have signed, when the show began and at each edit on air: each signature is that of
 * the key which the sheet names, over the text of these very goods, and on air all goods that a
 * seckill sells have one. Returns who has signed which words, as the sheet stood last; null without
 * auditors. Where a sheet's goods cannot be read here, their texts are left to `gala verify`
 * (`audited`).
 */
export function* checkAudits(checks: Checks, log: Log): Steps<readonly AuditedFound[] | null> {
  const stated = [log, ...edits(log)]
  const found = stated.map(({ sheet }) => auditedOf(sheet))
  const asked = found.some((one) => one !== null && one.keys.size > 0)
  if (!asked && stated.every(({ audits }) => audits.length === 0)) return null
  if (found.some((one) => one === null || one.texts === null)) checks.unproven.push('audited')
  checks.unproven.push('auditors')
  if (found.includes(null)) return null
  return yield* checks.long('audits', function* () {
    let said = ''
    for (const [place, { audits }] of stated.entries()) {
      said = yield* held(found[place]!, audits, log.rehearsal)
    }
    const before = stated.length - 1
    const last = stated[before]!.audits.map(({ auditor, goods, on }) => {
      return { auditor, goods, on, text: found[before]!.texts?.get(goods) ?? null }
    })
    return [last, before ? `${said}; and so it was before each edit on air (${before})` : said]
  })
}

function* held(found: Audited, audits: readonly Audit[], rehearsal: boolean): Steps<string> {
  for (const audit of audits) {
    const { auditor, digest, goods } = audit
    const key = found.keys.get(auditor)
    must(key !== undefined, `${auditor} under ${goods}: the sheet names no such auditor`)
    must(isSigned(audit, key), `${auditor} under ${goods}: the signature is not that of the key`)
    must(found.sold.has(goods), `${goods} is audited, and nothing sells it`)
    const text = found.texts?.get(goods)
    const same = text === undefined || equal(auditedDigest(text), digest)
    must(same, `${auditor} under ${goods}: the goods have been changed since they were signed`)
    yield
  }
  const signed = new Set(audits.map(({ goods }) => goods))
  const missing = [...found.sold].filter((goods) => !signed.has(goods))
  const all = missing.length === 0
  must(all || rehearsal, `sold on air, and no auditor has signed: ${missing.join(', ')}`)
  const said = audits.map(({ auditor, goods }) => `${auditor} has signed ${goods}`)
  if (!all) said.push(`not audited, in a rehearsal: ${missing.join(', ')}`)
  return said.join('; ') || 'nothing is sold'
}

function edits({ rows }: Log): Stated[] {
  return rows.flatMap(({ row }) => {
    if (row[0] !== 'sheet_edited') return []
    const [, , sheet, , signed] = row
    const audits = signed.map(([goods, digest, auditor, on, signature]) => {
      return { goods, digest, auditor, on, signature }
    })
    return [{ sheet, audits }]
  })
}

function auditedOf(sheet: string): Audited | null {
  const found = readSheet(sheet, soldOf)
  return found && { ...found, texts: auditedTexts(sheet) }
}

function soldOf(sheet: Table): Omit<Audited, 'texts'> {
  const keys = tables(sheet['auditors']).map((one) => {
    return [text(one['id']), fromHex(text(one['key']), 32)] as const
  })
  const sales = tables(sheet['segments']).filter(({ kind }) => kind === 'seckill')
  return { keys: new Map(keys), sold: new Set(sales.map(({ goods }) => text(goods))) }
}
