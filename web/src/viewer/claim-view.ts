import { countdown, yuan } from '../format'
import type { WindowView } from '../wire/board'
import { isOpen, type Claim } from '../wire/claims'
import type { Words } from './words'

/** What the button of a window says and whether it can be pressed, and the state told below it. */
export interface ClaimView {
  readonly label: string
  readonly enabled: boolean
  readonly told: string
  /** For styles and tests: the claim's state, or the window's while there is no claim. */
  readonly state: string
}

/** The honest face of a claim. A claim that still waits is shown before anything else. */
export function claimView(
  claim: Claim | undefined,
  window: WindowView,
  price_fen: number,
  now_ms: number,
  online: boolean,
  words: Words,
): ClaimView {
  const { press, claim: told } = words
  if (claim?.state === 'won') {
    return { label: '', enabled: false, told: told.won(claim.unit), state: 'won' }
  }
  if (isOpen(claim)) {
    const label = claim.state === 'sent' ? press.asking : press[claim.state]
    const line = online ? told[claim.state] : told.sent_offline
    return { label, enabled: false, told: line, state: claim.state }
  }
  if (claim && claim.gen >= window.gen) {
    const { state } = claim
    return { label: press[state], enabled: false, told: told[state], state }
  }
  switch (window.phase) {
    case 'unknown':
      return { label: press.unannounced, enabled: false, told: '', state: 'unannounced' }
    case 'coming': {
      const left = countdown((window.row?.opens_at_ms ?? 0) - now_ms)
      return { label: press.coming(left), enabled: false, told: '', state: 'coming' }
    }
    case 'open':
      return {
        label: press.grab(yuan(price_fen)),
        enabled: true,
        told: words.one_each,
        state: 'idle',
      }
    case 'closed':
    case 'settled':
      return { label: press.closed, enabled: false, told: '', state: 'closed' }
  }
}
