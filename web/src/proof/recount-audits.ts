import { isSigned, type Audit } from './audit'
import { fromHex, type Bytes } from './bytes'
import { must } from './refused'
import type { Checks } from './report'
import { readSheet, tables, text, type Table } from './sheet'
import type { Steps } from './steps'

interface Audited {
  readonly keys: ReadonlyMap<string, Bytes>
  readonly sold: ReadonlySet<string>
}

interface Log {
  readonly sheet: string
  readonly rehearsal: boolean
  readonly audits: readonly Audit[]
}

/**
 * What auditors have signed: each signature is that of the key which the sheet names, and on air
 * all goods that a seckill sells have one. Whether a digest is over these very goods is left to
 * `gala verify`, which makes their texts again (`auditors`).
 */
export function* checkAudits(checks: Checks, { sheet, rehearsal, audits }: Log): Steps<void> {
  const found = readSheet(sheet, auditedOf)
  if (audits.length === 0 && (found === null || found.keys.size === 0)) return
  checks.unproven.push('auditors')
  if (found === null) return
  yield* checks.long('audits', function* () {
    for (const audit of audits) {
      const { auditor, goods } = audit
      const key = found.keys.get(auditor)
      must(key !== undefined, `${auditor} under ${goods}: the sheet names no such auditor`)
      must(isSigned(audit, key), `${auditor} under ${goods}: the signature is not that of the key`)
      must(found.sold.has(goods), `${goods} is audited, and nothing sells it`)
      yield
    }
    const signed = new Set(audits.map(({ goods }) => goods))
    const missing = [...found.sold].filter((goods) => !signed.has(goods))
    const all = missing.length === 0
    must(all || rehearsal, `sold on air, and no auditor has signed: ${missing.join(', ')}`)
    const said = audits.map(({ auditor, goods }) => `${auditor} has signed ${goods}`)
    if (!all) said.push(`not audited, in a rehearsal: ${missing.join(', ')}`)
    return [undefined, said.join('; ') || 'nothing is sold']
  })
}

function auditedOf(sheet: Table): Audited {
  const keys = tables(sheet['auditors']).map((one) => {
    return [text(one['id']), fromHex(text(one['key']), 32)] as const
  })
  const sales = tables(sheet['segments']).filter(({ kind }) => kind === 'seckill')
  return { keys: new Map(keys), sold: new Set(sales.map(({ goods }) => text(goods))) }
}
