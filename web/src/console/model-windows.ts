import type { More } from './scene'
import type { Window } from './state'

/** What the console's page concludes about windows under the director's hand. Pure. */

/** In one request: more is a slip of the keys. */
export const UNITS_MAX = 1_000_000

/** Is an opening under way, or to go on? Then it can be closed. */
export function isLive({ state }: Window): boolean {
  return state === 'armed' || state === 'open' || state === 'paused'
}

/** Can the window get more stock? What is frozen says how much there was. */
export function canTopUp(window: Window): boolean {
  return window.stocked && (isLive(window) || (window.state === 'planned' && window.gen === 0))
}

/** The openings that can still be revoked, the present one first: what gives units to buy. */
export function revocable({ revocable, gen, openings }: Window): number[] {
  if (!revocable) return []
  const gone = openings.filter(({ revoked, sold }) => revoked !== null || sold === 0)
  const all = Array.from({ length: gen }, (_, i) => gen - i)
  return all.filter((one) => !gone.some((opening) => opening.gen === one))
}

/** What is left of a proposal's key after `top_up <window> <gen>`. */
export function moreOf(rest: string): More | null {
  const [, outlet, units, reason] = /^(\S+) (\d+) (.+)$/.exec(rest) ?? []
  if (outlet === undefined || units === undefined || reason === undefined) return null
  return { outlet, units: Number(units), reason }
}
