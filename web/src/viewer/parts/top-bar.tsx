import type { Lang } from '../../lang'
import type { Live } from '../live'
import type { Words } from '../words'

interface Props {
  live: Live
  words: Words
  title: string
  lang: Lang
  choose: (lang: Lang) => void
}

/** The show's name, and the line below it that says how fresh all this is. */
export function TopBar({ live, words, title, lang, choose }: Props) {
  const { freshness, clockError, tick } = live
  return (
    <header class="top">
      <div class="top-row">
        <h1>{title}</h1>
        <button
          type="button"
          class="lang"
          data-testid="lang"
          lang={lang === 'zh' ? 'en' : 'zh-CN'}
          aria-label={words.other_lang_label}
          onClick={() => choose(lang === 'zh' ? 'en' : 'zh')}
        >
          {words.other_lang}
        </button>
      </div>
      <p class="line">
        <span class="fresh" role="status" data-testid="freshness" data-state={freshness}>
          {words.freshness[freshness]}
        </span>
        {tick ? <span data-testid="viewers">{words.watching(tick.viewers)}</span> : null}
        {clockError === null ? null : (
          <span data-testid="clock-error">{words.clock_error(clockError)}</span>
        )}
      </p>
    </header>
  )
}
