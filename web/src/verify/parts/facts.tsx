import type { ComponentChildren } from 'preact'
import { toHex, type Bytes } from '../../proof/bytes'
import { groupsOf } from '../../pseudonym'

/** Facts as a list of what they are and what they say; an empty one is left out. */
export function Facts({ of }: { of: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {of
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** A hash in groups of four, so that two people can compare it. */
export function Hash({ of }: { of: Bytes | string }) {
  const hex = typeof of === 'string' ? of : toHex(of)
  return (
    <code class="hash" data-testid="hash">
      {groupsOf(hex).map((group, i) => (
        <span key={i}>{group}</span>
      ))}
    </code>
  )
}
