import type { Text } from '../wire/shapes'
import type { Desk } from './desk'
import type { ShowState } from './state'
import type { Words } from './words'

/** A dialog that is half-way to a command. */
export type Asking =
  | { readonly what: 'jump'; readonly segment: string }
  | { readonly what: 'end' }
  | { readonly what: 'panic' }
  | { readonly what: 'draw'; readonly segment: string }
  | { readonly what: 'call_off'; readonly number: number }
  /** The reason is the one that the other seat has given; null asks for one. */
  | {
      readonly what: 'pass_over'
      readonly number: number
      readonly place: number
      readonly who: string
      readonly reason: string | null
    }

/** What every part of the console is drawn from. */
export interface Scene {
  readonly desk: Desk
  readonly state: ShowState
  readonly words: Words
  readonly say: (text: Text) => string
  readonly now_ms: number
  readonly ask: (asking: Asking) => void
  /** When the panic key or button went down, by the own clock; null while it is up. */
  readonly panic_held: boolean
  readonly hold_panic: (down: boolean) => void
}
