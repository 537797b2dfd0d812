import type { BeaconKind } from '../facts'
import type { Words } from '../words'

/** The beacon by its name, so that nobody takes a rehearsal's for a public one. */
export function Beacon({ kind, words }: { kind: BeaconKind; words: Words }) {
  return (
    <p class="beacon" data-testid="beacon" data-kind={kind}>
      {words.beacon[kind]}
    </p>
  )
}
