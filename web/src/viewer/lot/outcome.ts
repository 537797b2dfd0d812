import type { WonClaim } from 'gala-client/claims'
import type { DrawPicture } from 'gala-client/draw-picture'
import type { Winner } from 'gala-client/draw-cue'

/** One who was drawn, as this phone computed it. Places count from 0. */
export interface ComputedPlace {
  readonly place: number
  readonly pseudonym: string
  /** The prize of the place before anybody is passed over. */
  readonly prize_id: string | null
  /** The outlet within which it was drawn; undefined where all are drawn together. */
  readonly outlet?: string | undefined
}

/** What this phone has computed of a draw or a rain by itself. */
export type Outcome =
  | { readonly state: 'computing' }
  /** Something is missing: the keys, the line, the proof. It is tried again. */
  | { readonly state: 'unavailable' }
  /** The site publishes other keys than those kept here, and these do not fit. */
  | { readonly state: 'other_keys' }
  /** It is not so as it was told. */
  | { readonly state: 'refused'; readonly reason: string }
  | {
      readonly state: 'draw'
      readonly places: readonly ComputedPlace[]
      /** Are these all? */
      readonly complete: boolean
    }
  | {
      readonly state: 'rain'
      /** What my chances got, packet by packet, in fen. */
      readonly mine: readonly number[]
    }

/** What came of my entry in a draw. */
export type DrawMine =
  | { readonly is: 'not_in' | 'unknown' | 'none' | 'passed_over' }
  | { readonly is: 'won'; readonly prize_id: string }
  | { readonly is: 'alternate'; readonly no: number }

/**
 * What came of it, told from the host's announcement where there is one, else from what this phone
 * has computed. `claim` is the receipt of my entry.
 */
export function drawMine(
  draw: Pick<DrawPicture, 'state' | 'winners' | 'count'>,
  outcome: Outcome | undefined,
  claim: WonClaim | undefined,
): DrawMine {
  if (!claim) return { is: 'not_in' }
  const mine = claim.proof?.pseudonym
  if (mine === undefined) return { is: 'unknown' }
  const computed = outcome?.state === 'draw' ? outcome : null
  const place = computed?.places.find((one) => one.pseudonym === mine)
  if (draw.state === 'announced') {
    const winner = draw.winners.find((one) => one.pseudonym === mine)
    if (winner) return { is: 'won', prize_id: winner.prize_id }
    const whole = draw.count <= draw.winners.length
    if (place?.prize_id && whole) return { is: 'passed_over' }
    if (!computed && whole) return { is: 'none' }
  }
  if (!computed) return { is: 'unknown' }
  if (place?.prize_id) return { is: 'won', prize_id: place.prize_id }
  if (place) return { is: 'alternate', no: waitingAs(place, computed.places) }
  return { is: computed.complete ? 'none' : 'unknown' }
}

/**
 * Does the announcement name only people whom this phone has found in these places? Where it has
 * computed less than was announced, the rest is left open.
 */
export function contradicts(winners: readonly Winner[], outcome: Outcome | undefined): boolean {
  if (outcome?.state !== 'draw') return false
  const at = new Map(outcome.places.map((one) => [one.place, one.pseudonym]))
  return winners.some(({ place, pseudonym }) => {
    const computed = at.get(place)
    return computed === undefined ? outcome.complete : computed !== pseudonym
  })
}

/** How many of so many units nobody has; null while that is not known of all places. */
export function returned(
  draw: Pick<DrawPicture, 'state' | 'count'>,
  outcome: Outcome | undefined,
  units: number,
): number | null {
  if (draw.state === 'announced') return units - draw.count
  if (outcome?.state !== 'draw' || !outcome.complete) return null
  return units - outcome.places.filter((one) => one.prize_id !== null).length
}

/** The how many-th it is of those who wait where it was drawn. */
function waitingAs(place: ComputedPlace, places: readonly ComputedPlace[]): number {
  return places.filter(
    (one) =>
      one.prize_id === null && one.outlet === place.outlet && one.place <= place.place,
  ).length
}
