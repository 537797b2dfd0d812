import type { Lang } from '../../lang'
import type { Words } from '../words'

interface Props {
  words: Words
  lang: Lang
  choose: (lang: Lang) => void
  /** Something is being verified: the page has said what it is for. */
  small: boolean
}

export function TopBar({ words, lang, choose, small }: Props) {
  return (
    <header class="top">
      <div class="top-row">
        <h1>{words.title}</h1>
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
      {small ? null : <p class="lead">{words.lead}</p>}
    </header>
  )
}
