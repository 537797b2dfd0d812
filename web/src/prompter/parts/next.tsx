import { countdown } from '../../format'
import { pick } from '../../lang'
import type { Scene } from '../app'

/** What comes next, when, and how it begins. */
export function Next({ scene }: { scene: Scene }) {
  const { state, words, lang, now_ms } = scene
  const { next, phase } = state
  if (phase === 'over' || phase === 'panic') return null
  if (!next) return <section class="next">{words.last}</section>
  const in_ms = next.starts_ms - now_ms
  return (
    <section class="next" data-taking={next.taking} aria-labelledby="next-h">
      <h2>
        <span class="tag">{words.next}</span>
        <span id="next-h" data-testid="next">
          {pick(next.title, lang)}
        </span>
        <span class="figure">{in_ms > 0 ? words.next_in(countdown(in_ms)) : words.next_now}</span>
      </h2>
      {next.words ? (
        <div
          class="next-words"
          data-testid="next-words"
          role="group"
          aria-label={words.next_words_label}
          tabIndex={0}
        >
          {pick(next.words, lang)}
        </div>
      ) : null}
    </section>
  )
}
