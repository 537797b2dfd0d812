import { countdown } from '../../format'
import { pick } from '../../lang'
import type { Scene } from '../app'
import { goneOf, leftOf, moodOf } from '../model'
import { Lines } from './lines'

/** What is on air, what is left of it, and the words for it. */
export function Now({ scene }: { scene: Scene }) {
  const { state, words, lang, now_ms } = scene
  const { on_air, phase, next } = state
  if (phase === 'panic') return <Card name="panic" title={words.panic} note={words.panic_note} />
  if (phase === 'over') return <Card name="over" title={words.over} note={words.over_note} />
  if (!on_air) {
    const note = next ? words.begins_in(countdown(next.starts_ms - now_ms)) : ''
    return <Card name="waiting" title={words.nothing_on_air} note={note} />
  }
  const left_ms = leftOf(on_air, now_ms)
  const held = on_air.held_at_ms !== null
  return (
    <section class="now" data-mood={moodOf(left_ms)} data-held={held} aria-labelledby="now-h">
      <div class="now-head">
        <div>
          <span class={held ? 'tag held' : 'tag on-air'}>{held ? words.held : words.on_air}</span>
          <h1 id="now-h" data-testid="on-air">
            {pick(on_air.title, lang)}
          </h1>
        </div>
        <p class="left" data-testid="left">
          <strong class="digits" role="timer">
            {left_ms < 0 ? `+${countdown(-left_ms)}` : countdown(left_ms)}
          </strong>
          <span>{left_ms < 0 ? words.over_time : words.left}</span>
        </p>
      </div>
      <Lines
        key={on_air.id}
        text={on_air.words && pick(on_air.words, lang)}
        gone={goneOf(on_air, now_ms)}
        none={words.no_words}
        label={words.words_label}
        name="words"
      />
    </section>
  )
}

function Card({ name, title, note }: { name: string; title: string; note: string }) {
  return (
    <section class="now card" data-testid={name}>
      <h1>{title}</h1>
      <p>{note}</p>
    </section>
  )
}
