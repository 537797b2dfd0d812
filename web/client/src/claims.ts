import type { MessageOf } from './messages'
import { leafOf, type ReceiptProof } from './receipt'
import type { Text } from './shapes'

/**
 * One viewer's claim on one window (docs/protocol.md, section 5). Pure: `own_ms` is this device's
 * steady clock and `random` a number from 0 to 1, both given by the caller. A window without a
 * claim is idle.
 */
export type Claim = Base &
  (
    | (Asking & { readonly state: 'sent' | 'pending' | 'too_early' })
    | { readonly state: 'sold_out' | 'paused' | 'closed' | 'not_eligible' | 'unknown' }
    | ({ readonly state: 'won' } & Got)
  )

/** What is claimed: a unit of goods, chances in a rain, the entry in a draw. */
/** `lot`: an entry in a seckill by lot. */
export type ClaimKind = 'seckill' | 'rain' | 'draw' | 'lot'

/** What a viewer asks for with a press. */
export interface Wish {
  readonly window: string
  readonly gen: number
  readonly kind: ClaimKind
  /** For the wallet: a receipt names only the window. The goods, else the segment. */
  readonly goods_title: Text | null
  /** The chances caught in a rain, 1 elsewhere. In a receipt: what counts. */
  readonly quantity: number
}

interface Base extends Wish {
  readonly claim_id: string
}

interface Got {
  readonly unit: number
  readonly price_fen: number
  readonly at_ms: number
  /** null: the server, or an earlier version of this page, has left none. */
  readonly proof: ReceiptProof | null
  /** The text that the proof is about. */
  readonly leaf: string | null
}

interface Asking {
  /** Whether the claim may have been sent before, which the next sending must say. */
  readonly retry: boolean
  /** When to send it (again), by the own clock. */
  readonly again_ms: number
}

export type OpenClaim = Base & Asking & { readonly state: 'sent' | 'pending' | 'too_early' }
export type WonClaim = Extract<Claim, { state: 'won' }>

const PATIENCE_MS = 2_000
const WAIT_MS_MAX = 15_000
const pause = (random: number) => 200 + random * 800

/** Is the answer still to come? Then the claim must be asked again until there is one. */
export function isOpen(claim: Claim | undefined): claim is OpenClaim {
  return claim?.state === 'sent' || claim?.state === 'pending' || claim?.state === 'too_early'
}

/**
 * May the viewer press the button of this opening? One question at a time, none after a win. Who
 * could not take part may be able to a little later.
 */
export function mayPress(claim: Claim | undefined, gen: number): boolean {
  if (!claim || claim.state === 'not_eligible') return true
  return !isOpen(claim) && claim.state !== 'won' && claim.gen < gen
}

/** A new claim, due at once. */
export function press(base: Base, own_ms: number): OpenClaim {
  return { ...base, state: 'sent', retry: false, again_ms: own_ms }
}

/** The claim has just gone out: when nothing comes within two seconds, it goes out again. */
export function sent(claim: OpenClaim, own_ms: number, random: number): OpenClaim {
  return { ...claim, retry: true, again_ms: own_ms + PATIENCE_MS + pause(random) }
}

/** The connection broke, or the page was loaded anew: an open claim goes out a little later. */
export function broke(claim: Claim, own_ms: number, random: number): Claim {
  return isOpen(claim) && claim.retry ? { ...claim, again_ms: own_ms + pause(random) } : claim
}

/** Is it time to send this claim? */
export function isDue(claim: Claim, own_ms: number): claim is OpenClaim {
  return isOpen(claim) && claim.again_ms <= own_ms
}

/** What a receipt makes of a window's claim. The first receipt stands, whatever came before. */
export function receipt(
  claim: Claim | undefined,
  message: Omit<MessageOf<'receipt'>, 'name'>,
): WonClaim {
  if (claim?.state === 'won') return claim
  const { window, gen, claim_id, unit, price_fen, at_ms, quantity, proof } = message
  const { goods_title = null, kind = 'seckill' } = claim ?? {}
  const base = { window, gen, claim_id, kind, goods_title, quantity }
  const leaf = proof && leafOf(message, proof)
  return { ...base, state: 'won', unit, price_fen, at_ms, proof, leaf }
}

/**
 * What another answer makes of it. `toOwn` turns the show's clock into the own one. An answer to
 * another opening than the one asked about, or after a final answer, changes nothing.
 */
export function answer(
  claim: Claim | undefined,
  { gen, outcome, at_ms }: Omit<MessageOf<'answer'>, 'name'>,
  own_ms: number,
  random: number,
  toOwn: (show_ms: number) => number,
): Claim | undefined {
  if (!isOpen(claim) || claim.gen !== gen) return claim
  if (outcome !== 'pending' && outcome !== 'too_early') {
    const { window, claim_id, kind, goods_title, quantity } = claim
    return { state: outcome, window, gen, claim_id, kind, goods_title, quantity }
  }
  // The clock may be a little wrong here: never at once, and never so late that it looks forgotten.
  const wait = Math.min(WAIT_MS_MAX, Math.max(0, toOwn(at_ms) - own_ms))
  const again_ms = own_ms + (outcome === 'pending' ? wait + pause(random) : Math.max(wait, 50))
  return { ...claim, state: outcome, again_ms }
}
