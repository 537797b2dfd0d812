import type { Live } from '../live'
import type { Words } from '../words'

/** What is wrong with the line, when something is, in a sentence. */
export function LineNote({ live, words }: { live: Live; words: Words }) {
  const { freshness } = live
  // A page that is still connecting has its own card; one that is live has nothing to explain.
  const note = live.noTicket ? words.no_ticket : words.freshness_note[freshness]
  if (note === '' || freshness === 'connecting' || live.word === 'over') return null
  return (
    <div class="notice" data-state={freshness}>
      <p>{note}</p>
      {freshness === 'ended' ? (
        <button type="button" class="button" onClick={() => live.again()}>
          {words.reconnect}
        </button>
      ) : null}
    </div>
  )
}
