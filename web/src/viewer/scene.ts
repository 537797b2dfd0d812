import type { Lang } from '../lang'
import { pick } from '../lang'
import type { Picture } from 'gala-client/board'
import type { Segment } from 'gala-client/segment'
import type { Text } from 'gala-client/shapes'
import type { Standing } from 'gala-client/who'
import type { Live } from './live'
import { WORDS, type Words } from './words'

/** What every part of the page is drawn from: one instant of the show, in one language. */
export interface Scene {
  readonly live: Live
  readonly words: Words
  readonly lang: Lang
  /** A text of the show in the page's language. */
  readonly say: (text: Text) => string
  readonly now_ms: number
  /** What to add to the studio's instants to get this outlet's. */
  readonly delay_ms: number
  readonly outlet: string
  readonly picture: Picture
}

/** What is known of whether this viewer may take part; null where everybody may. */
export function mayOf({ who }: Segment, window: string, { live }: Scene): Standing['may'] | null {
  return who ? (live.standings.of(window)?.may ?? 'unknown') : null
}

/** The scene at an instant. */
export function sceneAt(live: Live, lang: Lang, picture: Picture, now_ms: number): Scene {
  return {
    live,
    lang,
    words: WORDS[lang],
    say: (text) => pick(text, lang),
    now_ms,
    delay_ms: live.delay(now_ms),
    outlet: live.welcome?.outlet ?? '',
    picture,
  }
}
