import { useEffect, useState } from 'preact/hooks'
import type { Text } from 'gala-client/shapes'

export type Lang = 'zh' | 'en'

const KEY = 'gala.lang'

/** The language to begin with: the one chosen here before, or the browser's. */
export function firstLang(remembered: string | null, browser: string): Lang {
  if (remembered === 'zh' || remembered === 'en') return remembered
  return browser.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** A text of the show in one language. */
export function pick(text: Text, lang: Lang): string {
  return (lang === 'zh' ? text[0] : text[1]) || text[0] || text[1]
}

/** The page's language and how to change it; the choice is remembered on this device. */
export function useLang(): [Lang, (lang: Lang) => void] {
  const [lang, setLang] = useState(() => firstLang(recall(KEY), navigator.language))
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
  }, [lang])
  const choose = (chosen: Lang) => {
    remember(KEY, chosen)
    setLang(chosen)
  }
  return [lang, choose]
}

/** `localStorage`, or null where the browser forbids it. */
export function drawer(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

export function recall(key: string): string | null {
  return drawer()?.getItem(key) ?? null
}

export function remember(key: string, value: string): void {
  try {
    drawer()?.setItem(key, value)
  } catch {
    // Full or forbidden: the page works without a memory.
  }
}
