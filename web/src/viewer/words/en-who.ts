import { count } from '../../format'
import type { WhoWords } from './zh-who'

const some = (n: number, one: string) => `${count(n)} ${n === 1 ? one : `${one}s`}`

/** A length of time as one says it: whole minutes where it can be. */
function span(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes === 0) return some(rest, 'second')
  return rest === 0 ? some(minutes, 'minute') : `${count(minutes)} min ${rest} s`
}

/** The same in English: a key missing here fails `tsc`. */
export const enWho: WhoWords = {
  title: 'Who may take part',
  everybody: 'Everybody may take part',
  and: ', and ',
  ticket: (claim, values) => `the ticket’s ${claim} is ${values.join(' or ')}`,
  watched: (seconds) => `watched ${span(seconds)} tonight`,
  bought: (titles) => `bought in ${titles.map((title) => `“${title}”`).join(' or ')}`,
  list: (id, people) => `on the list ${id} (of ${count(people)})`,
  weighs: (what, weight) => `${what}: weight × ${count(weight)}`,
  yes: 'You may take part',
  yes_weight: (weight) => `You may take part, weight ${count(weight)}`,
  left: (seconds) => `${span(seconds)} more of watching, and you may take part`,
  no: {
    ticket: 'Your ticket is not one of these',
    bought: 'You have no receipt from there',
    list: 'You are not on the list',
    watched: 'You have not watched long enough',
    other: 'This is not for you',
  },
  asking: 'Finding out whether you may take part…',
  unknown: 'It cannot be told just now whether you may. We keep asking.',
}
