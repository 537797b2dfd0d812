import { must } from './refused'
import type { Share } from './sum-tree'

/** A leaf of docs/proof.md section 4: what one viewer got in a window. */
export interface Leaf {
  readonly pseudonym: string
  readonly outlet: string
  readonly unit: number
  readonly quantity: number
  readonly gen: number
  readonly price_fen: number
  readonly at_ms: number
  readonly claim_id: string
}

/** A unit of a seckill that nobody got. */
export interface Unsold {
  readonly outlet: string
  readonly unit: number
}

export const SLUG = /[a-z0-9][a-z0-9-]{0,39}/
export const ID = /[0-9a-f]{32}/

const NUMBER = '(0|[1-9][0-9]{0,15})'
const TAKEN = new RegExp(
  `^(${ID.source}) (${SLUG.source}) ${`${NUMBER} `.repeat(5)}(${ID.source})$`,
)
const UNSOLD = new RegExp(`^- (${SLUG.source}) ${NUMBER} 1 unsold$`)

/** The leaf of a text; null when it is a unit that was not sold. Refuses everything else. */
export function readLeaf(text: string): Leaf | null {
  if (readUnsold(text)) return null
  const found = TAKEN.exec(text)
  must(found !== null, 'a leaf is not written as it should be')
  const [, pseudonym, outlet, unit, quantity, gen, price_fen, at_ms, claim_id] = found
  return {
    pseudonym: pseudonym!,
    outlet: outlet!,
    unit: number(unit!, 1),
    quantity: number(quantity!, 1),
    gen: number(gen!, 1),
    price_fen: number(price_fen!),
    at_ms: number(at_ms!),
    claim_id: claim_id!,
  }
}

export function readUnsold(text: string): Unsold | null {
  const found = UNSOLD.exec(text)
  return found && { outlet: found[1]!, unit: number(found[2]!, 1) }
}

export function writeLeaf(leaf: Leaf): string {
  const { pseudonym, outlet, unit, quantity, gen, price_fen, at_ms, claim_id } = leaf
  return [pseudonym, outlet, unit, quantity, gen, price_fen, at_ms, claim_id].join(' ')
}

export function writeUnsold({ outlet, unit }: Unsold): string {
  return `- ${outlet} ${unit} 1 unsold`
}

/** A leaf's text with how many numbers it owns. */
export function shareOf(text: string): Share {
  return [text, readLeaf(text)?.quantity ?? 1]
}

function number(digits: string, least = 0): number {
  const n = Number(digits)
  must(Number.isSafeInteger(n) && n >= least, 'a number of a leaf is too small or too large')
  return n
}
