import type { Lang } from '../lang'
import type { Picture } from 'gala-client/board'
import type { Messages } from 'gala-client/messages'
import type { Text } from 'gala-client/shapes'
import type { Place } from './place'
import type { Words } from './words'

/** What every part of the screen is drawn from: one instant of the show, in one language. */
export interface Scene {
  readonly words: Words
  readonly lang: Lang
  readonly say: (text: Text) => string
  readonly title: string
  readonly now_ms: number
  /** What to add to the studio's instants to get this outlet's. */
  readonly delay_ms: number
  readonly outlet: string
  readonly picture: Picture
  readonly tick: Messages['tick'] | null
  readonly place: Place
  readonly ball: boolean
  /** Laid over another picture: no ground of its own. */
  readonly transparent: boolean
}
