import { countdown } from '../format'
import type { WindowView } from 'gala-client/board'
import type { Standing } from 'gala-client/who'
import { isOpen, type Claim, type WonClaim } from 'gala-client/claims'

/** What the button of a window says and whether it can be pressed, and the state told below it. */
export interface ClaimView {
  readonly label: string
  readonly enabled: boolean
  readonly told: string
  /** For styles and tests: the claim's state, or the window's while there is no claim. */
  readonly state: string
}

/** The words of a kind of claim: on the button, and below it. */
export interface Face {
  readonly press: Readonly<Record<Answered | 'asking' | 'unannounced', string>> & {
    readonly coming: (left: string) => string
  }
  readonly told: Readonly<Record<Answered | 'sent' | 'sent_offline', string>>
  /** While the window is open and nothing was asked yet. */
  readonly open: { readonly label: string; readonly told: string }
  readonly won: (claim: WonClaim) => string
}

type Answered = 'pending' | 'too_early' | 'sold_out' | 'paused' | 'closed' | 'not_eligible' | 'unknown'

/** What was won and is void: there is nothing left to press, and it says why. */
export function revokedView(told: string): ClaimView {
  return { label: '', enabled: false, told, state: 'revoked' }
}

/**
 * The honest face of a claim. A claim that still waits is shown before anything else. `may` is what
 * is known of whether this viewer may take part, null where everybody may.
 */
export function claimView(
  claim: Claim | undefined,
  window: WindowView,
  now_ms: number,
  online: boolean,
  { press, told, open, won }: Face,
  may: Standing['may'] | null = null,
): ClaimView {
  if (claim?.state === 'won') {
    return { label: '', enabled: false, told: won(claim), state: 'won' }
  }
  if (isOpen(claim)) {
    const label = claim.state === 'sent' ? press.asking : press[claim.state]
    const line = online ? told[claim.state] : told.sent_offline
    return { label, enabled: false, told: line, state: claim.state }
  }
  const refused = claim?.state === 'not_eligible' && claim.gen >= window.gen && may !== 'yes'
  if (window.phase === 'open' && (refused || may === 'no')) {
    const state = 'not_eligible'
    return { label: press[state], enabled: false, told: told[state], state }
  }
  if (claim && claim.gen >= window.gen && claim.state !== 'not_eligible') {
    const ended = window.phase === 'closed' || window.phase === 'settled'
    // What was paused and then closed does not go on.
    const state = claim.state === 'paused' && ended ? 'closed' : claim.state
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
      return { ...open, enabled: true, state: 'idle' }
    case 'paused':
      return { label: press.paused, enabled: false, told: told.paused, state: 'paused' }
    case 'closed':
    case 'settled':
      return { label: press.closed, enabled: false, told: '', state: 'closed' }
  }
}
