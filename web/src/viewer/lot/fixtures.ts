/** For tests: a receipt, and the draws that both verifiers are tested with. */
import vectors from '../../../../tests/vectors/bundles.json'
import type { WonClaim } from 'gala-client/claims'
import type { DrawPicture } from 'gala-client/draw-picture'
import { openedOf, type Opened } from './bundle'

export const PINS = `${JSON.stringify(vectors.pins)}\n`

/** The text of a good bundle. */
export function bundle(name: string): string {
  const found = vectors.good.find((one) => one.name === name)
  if (!found) throw new Error(`no bundle: ${name}`)
  return found.data
}

export function opened(name: string): Opened {
  const read = openedOf(bundle(name))
  if (!read) throw new Error(`not opened: ${name}`)
  return read
}

export const CLAIM: WonClaim = {
  state: 'won',
  window: 'w',
  gen: 1,
  kind: 'draw',
  goods_title: null,
  quantity: 1,
  claim_id: 'ab'.repeat(16),
  unit: 3,
  price_fen: 0,
  at_ms: 1_750_000_000_000,
  proof: {
    outlet: 'tv',
    pseudonym: 'cd'.repeat(16),
    batch: '1-2',
    index: 0,
    size: 1,
    path: '',
    signature: 'ef'.repeat(64),
    promise: 'always 0',
  },
  leaf: 'a leaf',
}

/** A draw of which only this is known. */
export function picture(known: Partial<DrawPicture>): DrawPicture {
  return {
    number: 1,
    segment: 's',
    state: 'opened',
    kind: 'draw',
    window: 'w',
    manifest: null,
    round_at_ms: null,
    opened_at_ms: 0,
    signature: null,
    proof: null,
    places: [],
    root: null,
    packets: null,
    paid_fen: null,
    returned_fen: null,
    winners: [],
    prizes: {},
    count: 0,
    reason: null,
    ...known,
  }
}
