import { count } from '../format'
import { UNITS_MAX } from './model-windows'
import type { Question } from './question'
import type { AskingWindow, Scene } from './scene'

type Told = Pick<Scene, 'state' | 'words' | 'say'>

const REASON_CHARS_MAX = 200

/** The question before what is done to a window by hand. */
export function windowQuestion(asking: AskingWindow, { state, words, say }: Told): Question {
  const { hand } = words
  const { window, gen } = asking
  const found = state.windows.find((one) => one.id === window)
  const goods = found ? say(found.goods) : window
  const typed = { label: hand.reason, chars_max: REASON_CHARS_MAX }
  switch (asking.what) {
    case 'close_window': {
      const { close: label, close_note: note } = hand
      const title = hand.close_title(goods)
      return { title, note, label, command: 'close_window', fields: { window, gen } }
    }
    case 'top_up': {
      const title = hand.top_up_title(goods)
      const base = { title, label: hand.top_up, command: 'top_up' as const }
      if (asking.more) {
        const { outlet, units, reason } = asking.more
        const note = hand.top_up_second(count(units), titleOf(outlet), reason)
        return { ...base, note, fields: { window, gen, outlet, units, text: reason } }
      }
      const outlets = state.outlets.map(({ id, title }) => ({ id, title: say(title) }))
      const stock = { outlet: words.outlet, units: hand.units, units_max: UNITS_MAX, outlets }
      return { ...base, note: hand.top_up_note, fields: { window, gen }, typed, stock }
    }
    case 'revoke': {
      const { opening, reason } = asking
      const title = hand.revoke_title(goods, opening)
      const base = { title, label: hand.revoke, command: 'revoke' as const }
      const fields = { window, gen, number: opening }
      if (reason === null) return { ...base, note: hand.revoke_note, fields, typed }
      return { ...base, note: hand.revoke_second(reason), fields: { ...fields, text: reason } }
    }
  }

  function titleOf(outlet: string): string {
    const found = state.outlets.find(({ id }) => id === outlet)
    return found ? say(found.title) : outlet
  }
}
