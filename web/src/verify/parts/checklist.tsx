import type { Check } from '../../proof/report'
import type { Task } from '../session'
import type { Words } from '../words'
import { wordsOf } from '../words/check'

/** Each check with its tick or cross, and what it means. */
export function Checklist({ task, words }: { task: Task; words: Words }) {
  const { checks } = task
  const { current } = checks
  return (
    <section class="panel checks" aria-labelledby="checks-h">
      <h2 id="checks-h">{words.checks}</h2>
      <ol class="checklist" data-testid="checklist">
        {checks.done.map((check, i) => {
          const before = checks.done[i - 1]
          const again = !!before && aboutOf(before, words) === aboutOf(check, words)
          return <One key={i} check={check} again={again} words={words} />
        })}
        {current ? (
          <li class="check" data-state="running">
            <span class="mark" aria-hidden="true" />
            <p class="check-title">{titleOf(current, words)}</p>
          </li>
        ) : null}
      </ol>
    </section>
  )
}

interface OneProps {
  check: Check
  /** One more of the same kind, whose meaning has just been told. */
  again: boolean
  words: Words
}

function One({ check, again, words }: OneProps) {
  const { name, ok, detail } = check
  const about = aboutOf(check, words)
  return (
    <li class="check" data-state={ok ? 'ok' : 'bad'} data-check={name}>
      <span class="mark" role="img" aria-label={ok ? words.check_ok : words.check_bad} />
      <p class="check-title">{titleOf(name, words)}</p>
      {ok && again ? null : <p class="check-means">{ok ? about?.means : about?.broken}</p>}
      {detail ? <p class="detail">{detail}</p> : null}
    </li>
  )
}

const aboutOf = ({ name }: Check, words: Words) => wordsOf(words.check, name).words

function titleOf(name: string, words: Words): string {
  const { words: about, of } = wordsOf(words.check, name)
  return about ? `${about.title} ${of}`.trim() : name
}
