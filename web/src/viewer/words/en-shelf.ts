import { count, yuan } from '../../format'
import type { ShelfWords } from './zh-shelf'

const LAWS: Readonly<Record<string, string>> = { cn: 'China', eu: 'EU' }

/** The same in English. */
export const enShelf: ShelfWords = {
  title: 'What the price rests on, and who signed it',
  title_signed: 'Audited · what the price rests on',
  asking: 'Looking it up…',
  not_now: 'Not to be had right now. Close this and open it again.',
  rests_on: 'What the regular price rests on',
  no_history: 'The run sheet does not say what it cost before.',
  price: (from, to, fen, sold) => `${from} to ${to ?? 'today'}: ${fen}, ${sold ? 'sold' : 'not sold'}`,
  basis: (one) => {
    const law = LAWS[one.rule] ?? one.rule
    const what = one.paid ? 'paid' : 'asked'
    const days = `in the ${count(one.days)} days before`
    if (one.fen === null) return `${law}: no price ${what} ${days}`
    if (one.before) return `${law}: nothing paid ${days}, the last before them ${yuan(one.fen)}`
    return `${law}: lowest ${what} ${days} ${yuan(one.fen)}`
  },
  audits: 'Who has signed it',
  signed: (who, on) => `${who}, signed on ${on}`,
  unsigned: 'No auditor has signed it.',
  nobody: 'This show has no auditors.',
  more: 'Read the signed words and how to check them',
  more_unsigned: 'The price on a page of its own',
}
