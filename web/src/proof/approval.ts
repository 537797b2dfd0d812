import { toHex, utf8, type Bytes } from './bytes'
import { signed } from './ed25519'
import { must } from './refused'
import { slug } from './rows'
import { hex, like, list, object, type Shape } from './shape'

const APPROVAL = object({
  approver: slug,
  digest: hex(32),
  on: like(/[12][0-9]{3}-[0-9]{2}-[0-9]{2}/),
  signature: hex(64),
})

/** An approver's signature under a run sheet that nobody drives (docs/unattended.md). */
export type Approval = ReturnType<typeof APPROVAL>

/** The list of a log's first line: not empty, and each approver once. */
export const APPROVALS: Shape<Approval[]> = (value, where) => {
  const approvals = list(APPROVAL)(value, where)
  must(approvals.length > 0, `${where} is empty`)
  const names = new Set(approvals.map(({ approver }) => approver))
  must(names.size === approvals.length, `${where}: an approver signs twice`)
  return approvals
}

/** Is this the approver's own signature, over a sheet of this digest? */
export function isApproved({ approver, digest, on, signature }: Approval, key: Bytes): boolean {
  const lines = ['gala/approve/v1', toHex(digest), approver, on, '']
  return signed(signature, utf8(lines.join('\n')), key)
}
