import type { Picture } from 'gala-client/board'
import { drawOf, frozenOf, type DrawPicture, type FrozenPicture } from 'gala-client/draw-picture'

/** How far a draw or a rain has got, as the screen plays it. */
export type Lot =
  | { readonly at: 'entering' }
  | { readonly at: 'frozen'; readonly frozen: FrozenPicture }
  | { readonly at: 'committed' | 'opened' | 'announced' | 'void'; readonly draw: DrawPicture }
  | { readonly at: 'given_up'; readonly reason: string }

/** The lot of a segment, whose entries are in a window. */
export function lotOf(picture: Picture, segment: string, window: string): Lot {
  const reason = picture.given_up[segment]
  if (reason !== undefined) return { at: 'given_up', reason }
  const draw = drawOf(picture, segment)
  if (draw) return { at: draw.state, draw }
  const frozen = frozenOf(picture, window)
  return frozen ? { at: 'frozen', frozen } : { at: 'entering' }
}

/** Until the round comes on this outlet; null where nobody knows, or people draw in a hall. */
export function toRound(draw: DrawPicture, now_ms: number, delay_ms: number): number | null {
  const { round_at_ms } = draw
  return round_at_ms ? round_at_ms + delay_ms - now_ms : null
}
