import type { Claim, ClaimKind } from './claims'
import { keptProof, leafOf } from './receipt'
import { fits, isInt, isStr, isText } from './shapes'

/**
 * A claim from the text that the book has kept; null when something else has written there. What
 * an earlier version of the page did not write is filled in: a receipt is never dropped for it.
 */
export function keptClaim(text: string): Claim | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const kept = value as Record<string, unknown>
  const { state, window, gen, claim_id, goods_title, retry, again_ms } = kept
  if (!isStr(window) || !isInt(gen) || !isStr(claim_id) || !/^[0-9a-f]{32}$/.test(claim_id)) {
    return null
  }
  const base = {
    window,
    gen,
    claim_id,
    kind: kindOf(kept.kind),
    goods_title: isText(goods_title) ? goods_title : null,
    quantity: isInt(kept.quantity) && kept.quantity > 0 ? kept.quantity : 1,
  }
  switch (state) {
    case 'sent':
    case 'pending':
    case 'too_early':
      return typeof retry === 'boolean' && typeof again_ms === 'number'
        ? { ...base, state, retry, again_ms }
        : null
    case 'sold_out':
    case 'paused':
    case 'closed':
    case 'not_eligible':
    case 'unknown':
      return { ...base, state }
    case 'won': {
      const figures = [kept.unit, kept.price_fen, kept.at_ms]
      if (!fits(figures, isInt, isInt, isInt)) return null
      const [unit, price_fen, at_ms] = figures
      const proof = keptProof(kept.proof)
      const leaf = proof && leafOf({ ...base, unit, price_fen, at_ms }, proof)
      return { ...base, state, unit, price_fen, at_ms, proof, leaf }
    }
    default:
      return null
  }
}

const kindOf = (value: unknown): ClaimKind =>
  value === 'rain' || value === 'draw' || value === 'lot' ? value : 'seckill'
