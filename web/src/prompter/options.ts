import type { Lang } from '../lang'

/** What the address of the prompter says about it (`/prompter?mirror=1&lang=zh&scale=1.3`). */
export interface Options {
  /** Turned around, for a screen that is seen in a glass. */
  readonly mirror: boolean
  /** null: the one chosen here, or the browser's. */
  readonly lang: Lang | null
  /** The room whose host reads it; "" is the main stage. */
  readonly room: string
  /** How much larger than usual all is. */
  readonly scale: number
}

const SCALE_MIN = 0.5
const SCALE_MAX = 3

export function optionsOf(search: string): Options {
  const query = new URLSearchParams(search)
  const lang = query.get('lang')
  const scale = Number(query.get('scale') ?? 1)
  return {
    mirror: query.get('mirror') === '1',
    room: query.get('room') ?? '',
    lang: lang === 'zh' || lang === 'en' ? lang : null,
    scale: scale > 0 ? Math.min(SCALE_MAX, Math.max(SCALE_MIN, scale)) : 1,
  }
}
