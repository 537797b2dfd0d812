import type { Text } from 'gala-client/shapes'
import type { Desk } from './desk'
import type { ShowState } from './state'
import type { Words } from './words'

/** A dialog that is half-way to a command. */
export type Asking = AskingFirst | AskingEdit | AskingWhatIf

/** A press to be looked at before it is given. */
export interface AskingWhatIf {
  readonly what: 'what_if'
}

/** Editing the run sheet; `sheet` is the digest of what the other seat has proposed. */
export interface AskingEdit {
  readonly what: 'edit'
  readonly sheet: string | null
}

/** A question before a command. */
export type AskingFirst =
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
  | AskingWindow

/** A dialog about a window as it is in view: another opening makes the command stale. */
export type AskingWindow =
  | { readonly what: 'close_window'; readonly window: string; readonly gen: number }
  /** `more` and `reason` are what the other seat has asked for; null asks for it. */
  | {
      readonly what: 'top_up'
      readonly window: string
      readonly gen: number
      readonly more: More | null
    }
  | {
      readonly what: 'revoke'
      readonly window: string
      readonly gen: number
      readonly opening: number
      readonly reason: string | null
    }

/** More stock of an outlet, and the public reason. */
export interface More {
  readonly outlet: string
  readonly units: number
  readonly reason: string
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
