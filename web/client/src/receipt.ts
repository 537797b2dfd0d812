import { hex } from './hex'
import { fits, isBytes, isInt, isStr, type Check } from './shapes'

/** What a `receipt` says: you have it (docs/protocol.md, section 3). */
export interface ReceiptMessage {
  readonly window: string
  readonly gen: number
  readonly claim_id: string
  readonly unit: number
  readonly price_fen: number
  readonly at_ms: number
  readonly quantity: number
  /** null when the server has not sent it whole: what was got is got all the same. */
  readonly proof: ReceiptProof | null
}

/** What proves a receipt (docs/protocol.md, section 8). Bytes are hex. */
export interface ReceiptProof {
  readonly outlet: string
  readonly pseudonym: string
  readonly batch: string
  readonly index: number
  readonly size: number
  readonly path: string
  readonly signature: string
  /** What the answer means (src/promise.ts). */
  readonly promise: string
}

/** A receipt from the elements after the name; null when it is none. */
export function receiptOf(rest: readonly unknown[]): ReceiptMessage | null {
  if (!fits(rest, isStr, isInt, isBytes, isInt, isInt, isInt)) return null
  const [window, gen, id, unit, price_fen, at_ms] = rest
  const quantity = isInt(rest[6]) ? rest[6] : 1
  const proof = proofOf(rest.slice(7))
  return { window, gen, claim_id: hex(id), unit, price_fen, at_ms, quantity, proof }
}

function proofOf(rest: readonly unknown[]): ReceiptProof | null {
  if (!fits(rest, isStr, isBytes, isStr, isInt, isInt, isBytes, isBytes, isStr)) return null
  const [outlet, pseudonym, batch, index, size, path, signature, promise] = rest
  return {
    outlet,
    pseudonym: hex(pseudonym),
    batch,
    index,
    size,
    path: hex(path),
    signature: hex(signature),
    promise,
  }
}

const isHex: Check<string> = (value): value is string =>
  isStr(value) && /^([0-9a-f]{2})*$/.test(value)

/** A proof as this device had written it down; null when something else stands there. */
export function keptProof(value: unknown): ReceiptProof | null {
  if (typeof value !== 'object' || value === null) return null
  const kept = value as Record<string, unknown>
  const fields = [kept.outlet, kept.pseudonym, kept.batch, kept.index, kept.size] as const
  const rest = [kept.path, kept.signature, kept.promise] as const
  if (!fits(fields, isStr, isHex, isStr, isInt, isInt) || !fits(rest, isHex, isHex, isStr)) return null
  const [outlet, pseudonym, batch, index, size] = fields
  return { outlet, pseudonym, batch, index, size, path: rest[0], signature: rest[1], promise: rest[2] }
}

/** The text of the leaf that a receipt proves. */
export function leafOf(
  receipt: Omit<ReceiptMessage, 'proof' | 'window'>,
  { outlet, pseudonym }: Pick<ReceiptProof, 'outlet' | 'pseudonym'>,
): string {
  const { unit, quantity, gen, price_fen, at_ms, claim_id } = receipt
  return [pseudonym, outlet, unit, quantity, gen, price_fen, at_ms, claim_id].join(' ')
}
