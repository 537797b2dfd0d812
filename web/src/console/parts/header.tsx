import { drift, timeOfDay } from '../../format'
import type { Lang } from '../../lang'
import type { Desk } from '../desk'
import { modeOf } from '../model'
import type { Words } from '../words'
import { LangButton } from './lang-button'

interface Props {
  desk: Desk
  words: Words
  title: string
  lang: Lang
  choose: (lang: Lang) => void
}

/** The band whose colour is the mode: one glance tells whether one is on air. */
export function Header({ desk, words, title, lang, choose }: Props) {
  const { state, connected, seat } = desk
  const now_ms = desk.now()
  const mode = modeOf(state, connected)
  const offset = state?.show.utc_offset_min ?? 0
  return (
    <header class="head" data-testid="mode" data-mode={mode}>
      <div class="head-show">
        <h1>{title}</h1>
        <p>
          <strong class="mode-word">{modeWord()}</strong>
          {seat === null ? null : <span>{words.seat(seat)}</span>}
          {state && state.show.pace_milli !== 1000 ? (
            <span>{words.pace(String(state.show.pace_milli / 1000))}</span>
          ) : null}
        </p>
      </div>
      <p class="clock" role="timer" data-testid="clock">
        {now_ms === null || !state ? '––:––:––' : timeOfDay(now_ms, offset)}
      </p>
      <div class="head-end">
        {state ? (
          <p data-testid="over-under">
            <strong class={state.over_ms >= 500 ? 'late' : ''}>
              {lateness(state.over_ms)}
            </strong>
            <span>
              {(state.phase === 'over' ? words.ended_at : words.ends_at)(
                timeOfDay(state.ends_ms, offset),
              )}
            </span>
          </p>
        ) : null}
        <LangButton words={words} lang={lang} choose={choose} />
      </div>
    </header>
  )

  function modeWord(): string {
    if (mode !== 'inactive' || !state || !connected) return words.mode[mode]
    return words.phase[state.phase]
  }

  function lateness(over_ms: number): string {
    if (Math.abs(over_ms) < 500) return words.on_time
    const text = drift(Math.abs(over_ms)).slice(1)
    return over_ms > 0 ? words.later(text) : words.earlier(text)
  }
}
