import { timeOf } from '../../proof/beacon'
import type { DrawFound, RainFound } from '../../proof/found'
import { localInstant } from '../when'
import type { Words } from '../words'
import { Facts, Hash } from './facts'

/** What draws and rains have in common: from which entries, by which round of which beacon. */
export function Basis({ found, words }: { found: DrawFound | RainFound; words: Words }) {
  const { manifest, outcome, committed_ms } = found
  const { beacon, round } = manifest
  const when = round === 0 ? words.no_round : roundText(found, words)
  const { word } = outcome
  return (
    <Facts
      of={[
        [words.segment, manifest.segment],
        [words.window, manifest.window],
        [words.entered, words.entries(manifest.entries, manifest.numbers)],
        [words.committed, <time class="figure">{localInstant(committed_ms)}</time>],
        [words.beacon, words.beacons[beacon.kind]],
        [words.round, when],
        [words.root, <Hash of={manifest.root} />],
        [words.word, word === null ? null : beacon.kind === 'hall' ? word : <Hash of={word} />],
      ]}
    />
  )
}

/** How a voided draw ended. */
export function Voided({ found, words }: { found: DrawFound | RainFound; words: Words }) {
  const { void_reason: reason } = found.outcome
  if (reason === null) return null
  return (
    <p class="voided" data-testid="voided">
      <strong>{words.voided}</strong> {words.void_reasons[reason] ?? reason}
    </p>
  )
}

function roundText({ manifest }: DrawFound | RainFound, words: Words): string {
  const { beacon, round } = manifest
  return words.round_at(round, localInstant(timeOf(beacon, round)))
}
