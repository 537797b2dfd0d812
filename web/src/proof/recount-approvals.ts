import { isApproved, type Approval } from './approval'
import { fromHex, toHex, type Bytes } from './bytes'
import { must } from './refused'
import type { Checks } from './report'
import { readSheet, tables, text, type Table } from './sheet'
import type { Steps } from './steps'

/** So many different approvers must have signed before an unattended night goes on air. */
const NEEDED = 2

interface Log {
  readonly sheet: string
  readonly sheet_digest: string
  readonly mode: string
  readonly rehearsal: boolean
  readonly approvals: readonly Approval[]
}

/**
 * Who has approved a night that nobody drives: each signature is that of a key which the sheet
 * names, over the digest that line 0 has, and on air there are two by two keys and it began in
 * AUTO. Whether that digest is the sheet's is left to `gala verify` (`approvers`).
 */
export function* checkApprovals(checks: Checks, log: Log): Steps<void> {
  const keys = readSheet(log.sheet, keysOf)
  if (log.approvals.length === 0 && (keys === null || keys.size === 0)) return
  checks.unproven.push('approvers')
  if (keys === null) return
  yield* checks.long('approvals', function* () {
    const used = new Set<string>()
    for (const approval of log.approvals) {
      const { approver, digest } = approval
      const key = keys.get(approver)
      must(key !== undefined, `${approver}: the sheet names no such approver`)
      must(toHex(digest) === log.sheet_digest, `${approver} has signed another sheet`)
      must(isApproved(approval, key), `${approver}: the signature is not that of the key`)
      used.add(toHex(key))
      yield
    }
    must(used.size === log.approvals.length, 'one key has signed for two approvers')
    const names = log.approvals.map(({ approver }) => approver).join(' and ')
    const said = `${names || 'nobody'} approved the night unattended`
    if (used.size >= NEEDED && log.mode === 'auto') return [undefined, said]
    must(log.rehearsal, `on air unattended: ${said}, and it began in ${log.mode}`)
    return [undefined, `${said}, in a rehearsal`]
  })
}

function keysOf(sheet: Table): ReadonlyMap<string, Bytes> {
  const unattended = sheet['unattended']
  const [first] = tables(unattended === undefined ? [] : [unattended])
  const approvers = tables(first?.['approvers'] ?? [])
  return new Map(approvers.map((one) => [text(one['id']), fromHex(text(one['key']), 32)]))
}
