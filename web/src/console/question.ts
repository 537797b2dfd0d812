import type { Fields } from './command'
import type { Command } from './commands'
import { titleOf } from './model'
import { windowQuestion } from './question-windows'
import type { AskingFirst, Scene } from './scene'

/** A dialog before a command: what it asks, and what is given when the answer is yes. */
export interface Question {
  readonly title: string
  readonly note: string
  readonly label: string
  readonly command: Command
  readonly fields: Fields
  /** What is to be typed in first, as the command's `text`. */
  readonly typed?: { readonly label: string; readonly chars_max: number }
  /** Which outlet gets how many units, to be chosen and typed in. */
  readonly stock?: {
    readonly outlet: string
    readonly units: string
    readonly units_max: number
    readonly outlets: readonly { readonly id: string; readonly title: string }[]
  }
}

const REASON_CHARS_MAX = 200

type Told = Pick<Scene, 'state' | 'words' | 'say'>

/** The question of each dialog. */
export function questionOf(asking: AskingFirst, { state, words, say }: Told): Question {
  const named = (id: string) => titleOf({ state, say }, id)
  const { draws } = words
  switch (asking.what) {
    case 'close_window':
    case 'top_up':
    case 'revoke':
      return windowQuestion(asking, { state, words, say })
    case 'jump':
      return {
        title: words.jump_title(named(asking.segment)),
        note: words.jump_note,
        label: words.jump_do,
        command: 'jump',
        fields: { segment: asking.segment },
      }
    case 'end': {
      const { end_title: title, end_note: note, end_do: label } = words
      return { title, note, label, command: 'end', fields: {} }
    }
    case 'panic': {
      const { panic_title: title, panic_note: note, panic_do: label } = words
      return { title, note, label, command: 'panic', fields: {} }
    }
    case 'draw':
      return {
        title: draws.commit_title(named(asking.segment)),
        note: draws.commit_note,
        label: draws.commit,
        command: 'draw',
        fields: { segment: asking.segment },
      }
    case 'call_off':
      return {
        title: draws.call_off_title(asking.number),
        note: draws.call_off_note,
        label: draws.call_off,
        command: 'call_off',
        fields: { number: asking.number },
      }
    case 'pass_over': {
      const { number, place, reason } = asking
      const base = {
        title: draws.pass_over_title(asking.who),
        label: draws.pass_over,
        command: 'pass_over' as const,
      }
      if (reason !== null) {
        const note = draws.pass_over_second(reason)
        return { ...base, note, fields: { number, place, text: reason } }
      }
      const typed = { label: draws.reason, chars_max: REASON_CHARS_MAX }
      return { ...base, note: draws.pass_over_note, fields: { number, place }, typed }
    }
  }
}
