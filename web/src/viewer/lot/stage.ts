import type { Picture } from 'gala-client/board'
import { drawOf, frozenOf, type DrawPicture, type FrozenPicture } from 'gala-client/draw-picture'

/** How far a rain or a draw has got, for everybody. What has come of it for me is told apart. */
export type LotStage =
  | { readonly at: 'entering' }
  | { readonly at: 'frozen'; readonly frozen: FrozenPicture }
  | { readonly at: 'committed' | 'opened' | 'announced' | 'void'; readonly draw: DrawPicture }
  | { readonly at: 'given_up'; readonly reason: string }

/** The stage of a segment's lot. */
export function lotStage(picture: Picture, segment: string, window: string | null): LotStage {
  const reason = picture.given_up[segment]
  if (reason !== undefined) return { at: 'given_up', reason }
  const draw = drawOf(picture, segment)
  if (draw) return { at: draw.state, draw }
  const frozen = window === null ? null : frozenOf(picture, window)
  return frozen ? { at: 'frozen', frozen } : { at: 'entering' }
}

/** Is more to come of it? A rain is over with its opening, a draw with the envelope. */
export function isDecided(lot: LotStage): boolean {
  if (lot.at === 'opened') return lot.draw.kind === 'rain'
  return lot.at === 'announced' || lot.at === 'given_up'
}

/** A lot that the page has to tell of apart from the card of what is on. */
export interface AsideLot {
  readonly segment: string
  readonly lot: LotStage
}

/** Everything not decided yet and the last that was, without the segment on the card. */
export function lotsAside(picture: Picture, shown: string | null): AsideLot[] {
  const draws = Object.values(picture.draws).sort((a, b) => a.number - b.number)
  const segments = new Set(draws.map((draw) => draw.segment))
  for (const segment of Object.keys(picture.given_up)) segments.add(segment)
  segments.delete(shown ?? '')
  const lots = [...segments].map((segment): AsideLot => {
    return { segment, lot: lotStage(picture, segment, null) }
  })
  const open = lots.filter(({ lot }) => !isDecided(lot))
  return [...open, ...lots.filter(({ lot }) => isDecided(lot)).slice(-1)]
}
