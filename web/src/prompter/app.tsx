import { useEffect, useReducer } from 'preact/hooks'
import { timeOfDay } from '../format'
import { pick, useLang, type Lang } from '../lang'
import type { Line } from './line'
import { asksAt } from './model'
import type { Options } from './options'
import { Next } from './parts/next'
import { Now } from './parts/now'
import { Said } from './parts/said'
import type { State } from './state'
import { WORDS, type Words } from './words'

/** What the parts of the prompter share. */
export interface Scene {
  readonly state: State
  readonly words: Words
  readonly lang: Lang
  readonly now_ms: number
}

/** The host's screen: it shows, and asks for nothing. */
export function App({ line, options }: { line: Line; options: Options }) {
  const [chosen, choose] = useLang()
  const lang = options.lang ?? chosen
  const [, draw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => {
    const timer = setInterval(() => draw(null), 200)
    const forget = line.subscribe(() => draw(null))
    return () => {
      clearInterval(timer)
      forget()
    }
  }, [line])
  const words = WORDS[lang]
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
    document.title = words.page
  }, [lang, words])

  if (line.no_seat) return <Alone title={words.no_seat_title} note={words.no_seat} words={words} />
  if (line.no_room) return <Alone title={words.no_room_title} note={words.no_room} words={words} />
  const { state } = line
  const now_ms = line.now()
  if (!state || now_ms === null) {
    return (
      <main class="alone">
        <p role="status">{words.connecting}</p>
      </main>
    )
  }
  const scene: Scene = { state, words, lang, now_ms }
  const asks = asksAt(state, now_ms)
  const other = lang === 'zh' ? 'en' : 'zh'
  return (
    <>
      <header class="top">
        <p class="show">
          {state.rehearsal ? <span class="tag rehearsal">{words.rehearsal}</span> : null}
          <span>{pick(state.title, lang)}</span>
        </p>
        <time data-testid="clock">{timeOfDay(now_ms, state.utc_offset_min)}</time>
        {options.lang === null ? (
          <button
            type="button"
            class="lang"
            data-testid="lang"
            lang={other === 'zh' ? 'zh-CN' : 'en'}
            aria-label={words.other_lang_label}
            onClick={() => choose(other)}
          >
            {words.other_lang}
          </button>
        ) : null}
      </header>
      {line.connected ? null : (
        <p class="offline" role="alert" data-testid="offline">
          {words.offline}
        </p>
      )}
      <main data-crowded={state.messages.length + asks.length > 1}>
        <Said scene={scene} asks={asks} />
        <Now scene={scene} />
        <Next scene={scene} />
      </main>
    </>
  )
}

/** For who comes without a link, or to a room that is none. */
function Alone({ title, note, words }: { title: string; note: string; words: Words }) {
  return (
    <main class="alone" data-testid="alone">
      <h1>{title}</h1>
      <p>{note}</p>
      <button type="button" class="button strong" onClick={() => location.reload()}>
        {words.no_seat_retry}
      </button>
    </main>
  )
}
