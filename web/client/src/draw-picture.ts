import type { CueOf } from './cue'
import type { DrawBodies, DrawKind, Drawn, Winner } from './draw-cue'
import type { Picture } from './board'
import type { Segment } from './segment'
import type { Text } from './shapes'

/** The entries of a window, fixed: from now on a tree stands for them. */
export type FrozenPicture = Omit<DrawBodies['entries_frozen'], 'window'>

export type DrawState = 'committed' | 'opened' | 'announced' | 'void'

/**
 * One numbered draw, as far as this viewer was told. After a reconnect only what still matters
 * comes, so any field that an earlier cue would have filled may be null (or empty, or 0).
 */
export interface DrawPicture {
  readonly number: number
  readonly segment: string
  readonly state: DrawState
  readonly kind: DrawKind | null
  readonly window: string | null
  /** The manifest's text, byte for byte. */
  readonly manifest: string | null
  /** The studio's instant of the round; 0 where people in a hall draw; null when not told. */
  readonly round_at_ms: number | null
  /** The studio's instant at which everybody opens; 0: at once, null: not opened. */
  readonly opened_at_ms: number | null
  /** The beacon's word and the VRF's proof, hex. */
  readonly signature: string | null
  readonly proof: string | null
  /** A draw's first 64 places. */
  readonly places: readonly Drawn[]
  /** A rain's packet tree and sums. */
  readonly root: string | null
  readonly packets: number | null
  readonly paid_fen: number | null
  readonly returned_fen: number | null
  /** The first 64 of the `count` winners, once the host has opened the envelope. */
  readonly winners: readonly Winner[]
  readonly count: number
  /** What the prizes are called, once they are announced. */
  readonly prizes: Readonly<Record<string, Text>>
  /** Why it came to nothing. */
  readonly reason: string | null
}

const UNTOLD: Omit<DrawPicture, 'number' | 'segment' | 'state'> = {
  kind: null,
  window: null,
  manifest: null,
  round_at_ms: null,
  opened_at_ms: null,
  signature: null,
  proof: null,
  places: [],
  root: null,
  packets: null,
  paid_fen: null,
  returned_fen: null,
  winners: [],
  count: 0,
  prizes: {},
  reason: null,
}

type Told = Pick<DrawPicture, 'number' | 'segment' | 'state'> & Partial<DrawPicture>

function told(picture: Picture, news: Told): Picture {
  const { draws } = picture
  const window = windowOf(picture.taken[news.segment])
  const draw: DrawPicture = { ...UNTOLD, window, ...draws[news.number], ...news }
  return { ...picture, draws: { ...draws, [news.number]: draw } }
}

function windowOf(segment: Segment | undefined): string | null {
  if (segment?.kind === 'seckill') return segment.detail.lot ? segment.detail.window : null
  const lot = segment?.kind === 'draw' || segment?.kind === 'rain'
  return lot ? segment.detail.window : null
}

type Steps = { [K in keyof DrawBodies]: (picture: Picture, cue: CueOf<K>) => Picture }

/** What each cue of a draw changes in the picture. */
export const DRAW_STEPS: Steps = {
  entries_frozen: (picture, { window, gen, root, entries, numbers }) => ({
    ...picture,
    frozen: { ...picture.frozen, [window]: { gen, root, entries, numbers } },
  }),
  draw_committed: (picture, { number, segment, draws, window, manifest, round_at_ms }) =>
    told(picture, {
      number,
      segment,
      state: 'committed',
      kind: draws,
      window,
      manifest,
      round_at_ms,
    }),
  draw_opened: (picture, { number, segment, signature, proof, places, present_at_ms }) =>
    told(picture, {
      number,
      segment,
      state: 'opened',
      kind: 'draw',
      opened_at_ms: present_at_ms,
      signature,
      proof,
      places,
    }),
  rain_opened: (picture, cue) => {
    const { number, segment, signature, proof, present_at_ms } = cue
    const { root, packets, paid_fen, returned_fen } = cue
    return told(picture, {
      number,
      segment,
      state: 'opened',
      kind: 'rain',
      opened_at_ms: present_at_ms,
      signature,
      proof,
      root,
      packets,
      paid_fen,
      returned_fen,
    })
  },
  draw_announced: (picture, { number, segment, winners, count, prizes }) =>
    told(picture, { number, segment, state: 'announced', kind: 'draw', winners, count, prizes }),
  draw_voided: (picture, { number, segment, reason }) =>
    told(picture, { number, segment, state: 'void', reason }),
  draw_given_up: (picture, { segment, reason }) => ({
    ...picture,
    given_up: { ...picture.given_up, [segment]: reason },
  }),
}

/** The latest draw of a segment: a void one is followed by another number, or given up. */
export function drawOf(picture: Picture, segment: string): DrawPicture | null {
  const own = Object.values(picture.draws).filter((draw) => draw.segment === segment)
  return own.reduce<DrawPicture | null>((a, b) => (a && a.number > b.number ? a : b), null)
}

/** The frozen entries of a window; null also when it has had another opening since. */
export function frozenOf(picture: Picture, window: string): FrozenPicture | null {
  const frozen = picture.frozen[window]
  const opened = picture.windows[window]
  return frozen && !(opened && opened.gen > frozen.gen) ? frozen : null
}
