import { count } from '../../format'
import type { FeelingsWords } from './zh-feelings'

/** The same in English: a key missing here fails `tsc`. */
export const enFeelings: FeelingsWords = {
  heart: 'Give a heart',
  hearts: (n) => `${count(n)} ${n === 1 ? 'heart' : 'hearts'}`,
  resting: 'So many are here: hearts rest a while',
  flag: 'Something is wrong here',
  flag_lead: 'Tell the crew what it is. It is counted; who you are is not shown.',
  reasons: {
    exaggerated: 'Exaggerated claim',
    wrong_price: 'Wrong price',
    not_as_shown: 'Not as shown',
    offensive: 'Offensive',
    other: 'Something else',
  },
  flagged: 'The crew has been told',
  offline: 'The line is down: tell the crew when it is back.',
}
