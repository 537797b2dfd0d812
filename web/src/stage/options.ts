import type { Lang } from '../lang'

/** What the address of the screen says about it (`/stage?transparent=1&lang=en&ball=0`). */
export interface Options {
  readonly outlet: string | null
  /** null: the browser's. */
  readonly lang: Lang | null
  /** Nothing is painted behind the words: for a mixer that lays the page over a picture. */
  readonly transparent: boolean
  readonly ball: boolean
}

export function optionsOf(search: string): Options {
  const query = new URLSearchParams(search)
  const lang = query.get('lang')
  return {
    outlet: query.get('outlet'),
    lang: lang === 'zh' || lang === 'en' ? lang : null,
    transparent: query.get('transparent') === '1',
    ball: query.get('ball') !== '0',
  }
}
