import { toHex, utf8, type Bytes } from './bytes'
import { signed } from './ed25519'
import { must } from './refused'
import { DAY, slug } from './rows'
import { hex, like, list, object, type Shape } from './shape'

const AUDIT = object({
  auditor: slug,
  digest: hex(32),
  goods: slug,
  on: like(DAY),
  signature: hex(64),
})

/** An auditor's signature under goods that are sold (docs/audit.md). */
export type Audit = ReturnType<typeof AUDIT>

/** The list of a log's first line: not empty, and each auditor once for the same goods. */
export const AUDITS: Shape<Audit[]> = (value, where) => {
  const audits = list(AUDIT)(value, where)
  must(audits.length > 0, `${where} is empty`)
  const names = new Set(audits.map(({ auditor, goods }) => `${auditor} ${goods}`))
  must(names.size === audits.length, `${where}: an auditor signs the same goods twice`)
  return audits
}

/** Is this the auditor's own signature, over a text of this digest? */
export function isSigned({ auditor, digest, goods, on, signature }: Audit, key: Bytes): boolean {
  const lines = ['gala/audit/v1', goods, toHex(digest), auditor, on, '']
  return signed(signature, utf8(lines.join('\n')), key)
}
