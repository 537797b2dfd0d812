import type { Session } from '../session'
import type { Words } from '../words'

interface Props {
  session: Session
  words: Words
  /** Only the warning, which stands above everything. */
  alarm?: boolean
}

/** Under whose keys it is verified, and the warning when this site now has others. */
export function Keys({ session, words, alarm = false }: Props) {
  const { kept, other } = session
  if (alarm) {
    if (!other) return null
    const title = other.from === 'site' ? words.keys_differ : words.keys_came
    return (
      <section class="alarm" role="alert" data-testid="keys-differ">
        <h2>{title}</h2>
        <p>{words.keys_differ_note}</p>
        <dl class="prints">
          {kept ? (
            <>
              <dt>{words.keys_kept}</dt>
              <dd>
                <Print print={kept.print} />
              </dd>
            </>
          ) : null}
          <dt>{words.keys_other}</dt>
          <dd>
            <Print print={other.kept.print} />
          </dd>
        </dl>
        <div class="choose">
          <button type="button" class="button strong" onClick={() => session.stay()}>
            {words.keys_stay}
          </button>
          <button type="button" class="button" onClick={() => void session.choose(other.kept)}>
            {words.keys_switch}
          </button>
        </div>
      </section>
    )
  }
  return (
    <section class="panel keys" aria-labelledby="keys-h" data-testid="keys">
      <h2 id="keys-h">{words.keys}</h2>
      {kept === undefined ? <p class="muted">{words.keys_loading}</p> : null}
      {kept === null ? <p class="warn">{words.keys_none}</p> : null}
      {kept ? (
        <>
          <p class="print-line">
            <span class="small">{words.keys_print}</span> <Print print={kept.print} />
          </p>
          <p class="small">{words.keys_note}</p>
        </>
      ) : null}
    </section>
  )
}

function Print({ print }: { print: readonly string[] }) {
  return (
    <code class="print" data-testid="print">
      {print.join(' ')}
    </code>
  )
}
