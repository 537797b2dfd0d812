import { DRAW_BODY, type DrawBodies } from './draw-cue'
import { nextOf, segmentOf, type Next, type Segment } from './segment'
import { all, fits, isInt, isList, isStr } from './shapes'

export type WindowState = 'armed' | 'open' | 'paused' | 'closed' | 'settled'

/** One outlet's row of a window. Its instants include the outlet's delay already. */
export interface Row {
  readonly outlet: string
  readonly opens_at_ms: number
  readonly closes_at_ms: number
  readonly stock: number
  /** Known once the window is settled. */
  readonly sold: number | null
}

/** The bodies of all cue kinds, by kind (docs/protocol.md, section 4). */
export interface Bodies extends DrawBodies {
  ready: { readonly segment: Segment }
  take: { readonly segment: Segment; readonly ends_at_ms: number; readonly next: Next | null }
  retime: { readonly id: string; readonly ends_at_ms: number; readonly next: Next | null }
  cancel: { readonly id: string }
  hold: {}
  resume: { readonly ends_at_ms: number; readonly next: Next | null }
  extend: { readonly id: string; readonly ends_at_ms: number; readonly next: Next | null }
  next: { readonly next: Next | null }
  panic: {}
  /** In a room, `clear` has an empty body. */
  clear: { readonly ends_at_ms: number | null; readonly next: Next | null }
  window: {
    readonly window: string
    readonly gen: number
    readonly state: WindowState
    readonly rows: readonly Row[]
  }
  /** What opening `gen` gave is void, for a public reason. */
  window_revoked: { readonly window: string; readonly gen: number; readonly reason: string }
  /** How far an outlet is behind the studio from now on. */
  outlet: { readonly outlet: string; readonly delay_ms: number }
  over: {}
  /** In a room with a running order of its own: what is on there, and what comes next there. */
  room_take: { readonly segment: Segment; readonly ends_at_ms: number; readonly next: Next | null }
  /** Nothing is on there, until its next segment. */
  room_rest: { readonly next: Next | null }
  visit: { readonly segment: Segment; readonly ends_at_ms: number }
  visit_over: { readonly id: string }
  /** A kind of a later version, or a body that does not fit. It still counts in its sequence. */
  unknown: {}
}

export type CueKind = keyof Bodies

/** A cue of one kind. */
export type CueOf<K extends CueKind> = {
  readonly kind: K
  readonly channel: string
  readonly epoch: number
  readonly seq: number
  readonly present_at_ms: number
  /** Presented before the outlet's delay changed: it stays so, whatever the new delay. */
  readonly shown?: true
} & Bodies[K]

/** One step of the show. */
export type Cue = { [K in CueKind]: CueOf<K> }[CueKind]

type Body = readonly unknown[]

const WINDOW_STATES: readonly WindowState[] = ['armed', 'open', 'paused', 'closed', 'settled']

function windowStateOf(value: string): WindowState | null {
  return WINDOW_STATES.find((one) => one === value) ?? null
}

function rowOf(value: unknown): Row | null {
  if (!isList(value) || !fits(value, isStr, isInt, isInt, isInt)) return null
  const [outlet, opens_at_ms, closes_at_ms, stock] = value
  const sold = value[4]
  return { outlet, opens_at_ms, closes_at_ms, stock, sold: isInt(sold) ? sold : null }
}

/** `[ends_at_ms, next]`, which four kinds share, from position `at` on. */
function courseOf(body: Body, at: number): { ends_at_ms: number; next: Next | null } | null {
  const ends_at_ms = body[at]
  const next = nextOf(body[at + 1])
  return isInt(ends_at_ms) && next !== undefined ? { ends_at_ms, next } : null
}

/** `[id, ends_at_ms, next]`. */
function idCourseOf(body: Body): Bodies['extend'] | null {
  const course = courseOf(body, 1)
  return fits(body, isStr) && course ? { id: body[0], ...course } : null
}

const empty = () => ({})
const idOf = (body: Body) => (fits(body, isStr) ? { id: body[0] } : null)

function takeOf(body: Body): Bodies['take'] | null {
  const segment = segmentOf(body[0])
  const course = courseOf(body, 1)
  return segment && course && { segment, ...course }
}

function nextIn(body: Body): Bodies['next'] | null {
  const next = nextOf(body[0])
  return next === undefined ? null : { next }
}

const BODY: { [K in CueKind]: (body: Body) => Bodies[K] | null } = {
  ready(body) {
    const segment = segmentOf(body[0])
    return segment && { segment }
  },
  take: takeOf,
  retime: idCourseOf,
  cancel: idOf,
  hold: empty,
  resume: (body) => courseOf(body, 0),
  extend: idCourseOf,
  next: nextIn,
  panic: empty,
  clear: (body) => (body.length === 0 ? { ends_at_ms: null, next: null } : courseOf(body, 0)),
  window(body) {
    if (!fits(body, isStr, isInt, isStr)) return null
    const [window, gen, name] = body
    const state = windowStateOf(name)
    const rows = all(body[3], rowOf)
    return state && rows && { window, gen, state, rows }
  },
  window_revoked(body) {
    if (!fits(body, isStr, isInt, isStr)) return null
    const [window, gen, reason] = body
    return { window, gen, reason }
  },
  ...DRAW_BODY,
  outlet(body) {
    if (!fits(body, isStr, isInt) || body[1] < 0) return null
    return { outlet: body[0], delay_ms: body[1] }
  },
  over: empty,
  room_take: takeOf,
  room_rest: nextIn,
  visit(body) {
    const segment = segmentOf(body[0])
    const ends_at_ms = body[1]
    return segment && isInt(ends_at_ms) ? { segment, ends_at_ms } : null
  },
  visit_over: idOf,
  unknown: empty,
}

/** A cue from the elements after the name: `[channel, epoch, seq, present_at_ms, kind, body]`. */
export function cueOf(rest: readonly unknown[]): Cue | null {
  if (!fits(rest, isStr, isInt, isInt, isInt, isStr, isList)) return null
  const [channel, epoch, seq, present_at_ms, name, raw] = rest
  const head = { channel, epoch, seq, present_at_ms }
  const known = Object.prototype.hasOwnProperty.call(BODY, name)
  const body = known ? BODY[name as CueKind](raw) : null
  return (body ? { ...head, kind: name, ...body } : { ...head, kind: 'unknown' }) as Cue
}
