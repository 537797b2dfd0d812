import type { Cue, CueKind, CueOf, Row } from './cue'
import { DRAW_STEPS, type DrawPicture, type FrozenPicture } from './draw-picture'
import type { Next, Segment } from './segment'

/**
 * One channel as this viewer knows it: the cues that matter, presented or coming. A night has a
 * few hundred, so the picture at an instant is simply folded from all of them; that also lets a
 * late `cancel` take back a take which this device had shown a moment too soon.
 */
export interface Board {
  readonly epoch: number
  readonly seq: number
  readonly cues: readonly Cue[]
}

/** A channel's resume point. */
export interface Point {
  readonly epoch: number
  readonly seq: number
}

/** What a viewer sees at one instant. Instants in it are the studio's: add the outlet's delay. */
export interface Picture {
  readonly on_air: Segment | null
  /** When it came on air; 0 when nobody knows. */
  readonly since_ms: number
  readonly ends_at_ms: number
  readonly next: Next | null
  /** The instant since which the programme's clock stands still; 0 when nobody knows. */
  readonly held_at_ms: number | null
  readonly panic: boolean
  readonly over: boolean
  readonly windows: Readonly<Record<string, CueOf<'window'>>>
  /** What is void: the public reason, by `openingOf` a window. */
  readonly revoked: Readonly<Record<string, string>>
  /** What the windows gave, by window, once it is fixed. */
  readonly frozen: Readonly<Record<string, FrozenPicture>>
  /** All draws and rains, by number. */
  readonly draws: Readonly<Record<number, DrawPicture>>
  /** Why nothing more is drawn, by segment. */
  readonly given_up: Readonly<Record<string, string>>
  /** In a room: the visit from the main stage, beside the room's own order. */
  readonly visit: Visit | null
  /** The segments that have been on air, by id. */
  readonly taken: Readonly<Record<string, Segment>>
}

/** A visit from the main stage to a room; it is planned to end at `ends_at_ms`. */
export interface Visit {
  readonly segment: Segment
  readonly ends_at_ms: number
}

export type Phase = 'waiting' | 'on_air' | 'held' | 'panic' | 'over'

export const EMPTY: Picture = {
  on_air: null,
  since_ms: 0,
  ends_at_ms: 0,
  next: null,
  held_at_ms: null,
  panic: false,
  over: false,
  windows: {},
  revoked: {},
  frozen: {},
  draws: {},
  given_up: {},
  visit: null,
  taken: {},
}

/** The board after a snapshot: what was known before is forgotten. */
export function snapshot(epoch: number, seq: number, cues: readonly Cue[]): Board {
  return { epoch, seq, cues: cues.reduce(learn, []) }
}

/** The board with one cue more, or null when it is not the next one: reconnect. */
export function apply(board: Board, cue: Cue): Board | null {
  if (cue.seq !== board.seq + 1 || cue.epoch < board.epoch) return null
  return { epoch: cue.epoch, seq: cue.seq, cues: learn(board.cues, cue) }
}

/** `retime` and `cancel` change the list of coming cues as they arrive; all others join it. */
function learn(cues: readonly Cue[], cue: Cue): Cue[] {
  if (cue.kind !== 'retime' && cue.kind !== 'cancel') return [...cues, cue]
  const learnt = [...cues]
  for (let i = learnt.length - 1; i >= 0; i--) {
    const found = learnt[i]
    if (found?.kind !== 'take' || found.segment.id !== cue.id) continue
    if (cue.kind === 'cancel') learnt.splice(i, 1)
    else {
      const { shown: _, ...take } = found
      const { present_at_ms, ends_at_ms, next } = cue
      learnt[i] = { ...take, present_at_ms, ends_at_ms, next }
    }
    break
  }
  return learnt
}

type Steps = { [K in CueKind]: (picture: Picture, cue: CueOf<K>) => Picture }

const same = (picture: Picture) => picture

const STEPS: Steps = {
  ready: same,
  take: (picture, { segment, present_at_ms, ends_at_ms, next }) => ({
    ...picture,
    on_air: segment,
    since_ms: present_at_ms,
    ends_at_ms,
    next,
    held_at_ms: null,
    taken: { ...picture.taken, [segment.id]: segment },
  }),
  retime: same,
  cancel: same,
  hold: (picture, { present_at_ms }) => ({ ...picture, held_at_ms: present_at_ms }),
  resume: (picture, { ends_at_ms, next }) => ({ ...picture, ends_at_ms, next, held_at_ms: null }),
  extend: (picture, { id, ends_at_ms, next }) =>
    picture.on_air?.id === id ? { ...picture, ends_at_ms, next } : picture,
  next: (picture, { next }) => ({ ...picture, next }),
  panic: (picture) => ({ ...picture, panic: true }),
  clear: (picture, { ends_at_ms, next }) => ({
    ...picture,
    panic: false,
    // A room's clear has no body and changes nothing but the card.
    ...(ends_at_ms === null ? {} : { ends_at_ms, next, held_at_ms: null }),
  }),
  window: (picture, cue) => ({ ...picture, windows: { ...picture.windows, [cue.window]: cue } }),
  window_revoked: (picture, { window, gen, reason }) => ({
    ...picture,
    revoked: { ...picture.revoked, [openingOf(window, gen)]: reason },
  }),
  ...DRAW_STEPS,
  outlet: same,
  over: (picture) => ({ ...picture, over: true }),
  room_take: (picture, { segment, present_at_ms, ends_at_ms, next }) => ({
    ...picture,
    on_air: segment,
    since_ms: present_at_ms,
    ends_at_ms,
    next,
  }),
  room_rest: (picture, { next }) => ({ ...picture, on_air: null, since_ms: 0, ends_at_ms: 0, next }),
  visit: (picture, { segment, ends_at_ms }) => ({ ...picture, visit: { segment, ends_at_ms } }),
  visit_over: (picture, { id }) =>
    picture.visit?.segment.id === id ? { ...picture, visit: null } : picture,
  unknown: same,
}

function step<K extends CueKind>(picture: Picture, cue: CueOf<K>): Picture {
  return (STEPS[cue.kind] as Steps[K])(picture, cue)
}

/** When a cue is to be shown on an outlet; 0 means at once. */
export function dueAt(cue: Cue, delay_ms: number): number {
  return cue.shown || cue.present_at_ms === 0 ? 0 : cue.present_at_ms + delay_ms
}

/** The picture at an instant of the show's clock: the cues presented so far, in order of `seq`. */
export function at(board: Board | null, now_ms: number, delay_ms: number): Picture {
  if (!board) return EMPTY
  return board.cues
    .filter((cue) => dueAt(cue, delay_ms) <= now_ms)
    .reduce((picture: Picture, cue) => step(picture, cue), EMPTY)
}

/** The next instant at which the picture may change by itself, or null. */
export function nextChange(board: Board | null, now_ms: number, delay_ms: number): number | null {
  const due = (board?.cues ?? []).map((cue) => dueAt(cue, delay_ms))
  const coming = due.filter((at_ms) => at_ms > now_ms)
  return coming.length === 0 ? null : Math.min(...coming)
}

/** One word for the picture: the strongest of what holds. */
export function phaseOf(picture: Picture): Phase {
  if (picture.over) return 'over'
  if (picture.panic) return 'panic'
  if (!picture.on_air && !picture.visit) return 'waiting'
  return picture.held_at_ms === null ? 'on_air' : 'held'
}

/** The name of one opening of a window. */
export function openingOf(window: string, gen: number): string {
  return `${window} ${gen}`
}

/** How a window stands for one outlet at an instant. */
export type WindowPhase = 'unknown' | 'coming' | 'open' | 'paused' | 'closed' | 'settled'

export interface WindowView {
  readonly phase: WindowPhase
  readonly gen: number
  readonly row: Row | null
}

/** A window for one outlet: its row's instants are compared with the show's clock as they are. */
export function windowAt(picture: Picture, id: string, outlet: string, now_ms: number): WindowView {
  const cue = picture.windows[id]
  const row = cue?.rows.find((one) => one.outlet === outlet) ?? null
  if (!cue || !row) return { phase: 'unknown', gen: cue?.gen ?? 0, row }
  return { phase: windowPhase(cue, row, now_ms), gen: cue.gen, row }
}

function windowPhase(cue: CueOf<'window'>, row: Row, now_ms: number): WindowPhase {
  if (cue.state !== 'armed' && cue.state !== 'open') return cue.state
  if (now_ms < row.opens_at_ms) return 'coming'
  return now_ms < row.closes_at_ms ? 'open' : 'closed'
}
