import type { Text } from 'gala-client/shapes'
import { isOpenToAll, type Condition, type Standing, type Who } from 'gala-client/who'
import type { WhoWords } from './words/zh-who'

/** A rule in plain words: who may take part, then what weighs more. */
export function ruleLines(who: Who, words: WhoWords, say: (text: Text) => string): string[] {
  const told = (condition: Condition) => conditionLine(condition, who, words, say)
  const first = isOpenToAll(who.condition) ? words.everybody : told(who.condition)
  const weights = who.weights.map(({ condition, weight }) => words.weighs(told(condition), weight))
  return [first, ...weights].map(capital)
}

/** How one stands, in one line. */
export function standingLine(standing: Standing | null, weighed: boolean, words: WhoWords): string {
  if (!standing) return words.asking
  const { may, weight, left_s, reasons } = standing
  if (may === 'yes') return weighed ? words.yes_weight(weight) : words.yes
  if (may === 'unknown') return words.unknown
  // Watching on does not help where something else is missing too: that is said first.
  const other = reasons.find((reason) => reason !== 'watched')
  if (other === undefined && left_s > 0) return words.left(left_s)
  return words.no[isReason(other, words) ? other : other === undefined ? 'watched' : 'other']
}

const isReason = (name: string | undefined, { no }: WhoWords): name is keyof WhoWords['no'] =>
  name !== undefined && Object.prototype.hasOwnProperty.call(no, name)

function conditionLine(
  { ticket, watched_s, bought, list }: Condition,
  { titles }: Who,
  words: WhoWords,
  say: (text: Text) => string,
): string {
  const parts = ticket.map(([claim, values]) => words.ticket(claim, values))
  if (watched_s > 0) parts.push(words.watched(watched_s))
  if (bought.length > 0) {
    const named = bought.map((segment) => titles[segment])
    parts.push(words.bought(bought.map((segment, i) => (named[i] ? say(named[i]) : segment))))
  }
  if (list) parts.push(words.list(list.id, list.count))
  return parts.join(words.and)
}

const capital = (line: string) => line.charAt(0).toUpperCase() + line.slice(1)
