import type { Lang } from '../../lang'
import type { Words } from '../words'

/** The switch between the two languages. */
export function LangButton(props: { words: Words; lang: Lang; choose: (lang: Lang) => void }) {
  const { words, lang, choose } = props
  const other = lang === 'zh' ? 'en' : 'zh'
  return (
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
  )
}
