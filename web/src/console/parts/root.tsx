import { groupsOf } from '../../pseudonym'

/** A root, short: its first and last digits. Whoever compares it finds it whole in the title. */
export function Root({ hex, label }: { hex: string; label: string }) {
  const groups = groupsOf(hex)
  return (
    <span class="root" title={hex}>
      {label} <code>{`${groups.slice(0, 2).join(' ')} … ${groups.slice(-2).join(' ')}`}</code>
    </span>
  )
}
