import type { Found } from '../../proof/found'
import type { Words } from '../words'
import { DrawOutcome } from './draw'
import { EntryFacts, ReceiptFacts } from './entry'
import { RainOutcome } from './rain'
import { RecordOutcome } from './record'
import { WindowOutcome } from './window'

/** What was computed here, whatever its kind. */
export function Outcome({ found, words }: { found: Found; words: Words }) {
  switch (found.kind) {
    case 'draw':
      return <DrawOutcome found={found} words={words} />
    case 'rain':
      return <RainOutcome found={found} words={words} />
    case 'window':
      return <WindowOutcome found={found} words={words} />
    case 'entry':
      return <EntryFacts found={found} words={words} />
    case 'receipt':
      return <ReceiptFacts found={found} words={words} />
    case 'record':
      return <RecordOutcome found={found} words={words} />
  }
}
