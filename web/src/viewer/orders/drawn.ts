import type { WonClaim } from 'gala-client/claims'
import type { DrawPicture } from 'gala-client/draw-picture'
import type { DrawMine } from '../lot/outcome'

/**
 * Can there be something to pay for by this receipt, or a place in the list? By lot only once the
 * draw is announced, and for who was drawn: the phones of all others have nothing to ask. `draws`
 * are those of its window; undefined when nothing is known of the show any more.
 */
export function mayBeOrdered(
  { kind }: Pick<WonClaim, 'kind'>,
  draws: readonly DrawPicture[] | undefined,
  mine: (draw: DrawPicture) => DrawMine,
): boolean {
  if (kind !== 'lot' || draws === undefined) return true
  const draw = draws.find(({ state }) => state === 'announced')
  return draw !== undefined && mine(draw).is !== 'none'
}
