import { hex } from './hex'
import { all, fits, isBytes, isInt, isList, isStr, isText, type Text } from './shapes'

/**
 * The cues of draws and rains (docs/protocol.md, sections 4 and 8). All bytes are lower-case hex on
 * this side, as the claim ids are: so they can be compared, kept and handed to the verifier.
 */

/** One of the first places drawn: a leaf, where it stands in the frozen tree, and its path. */
export type Drawn = readonly [index: number, leaf: string, path: string]

/** A prize that somebody has. Places count from 0. */
export interface Winner {
  readonly place: number
  readonly prize_id: string
  readonly pseudonym: string
}

export type DrawKind = 'draw' | 'rain'

export interface DrawBodies {
  entries_frozen: {
    readonly window: string
    readonly gen: number
    readonly root: string
    /** Leaves of the tree. */
    readonly entries: number
    /** Numbers that viewers own. */
    readonly numbers: number
  }
  draw_committed: {
    readonly number: number
    readonly segment: string
    readonly draws: DrawKind
    readonly window: string
    readonly manifest: string
    /** 0 where people in a hall draw. */
    readonly round_at_ms: number
  }
  draw_opened: Opening & { readonly places: readonly Drawn[] }
  rain_opened: Opening & {
    readonly root: string
    readonly packets: number
    readonly paid_fen: number
    readonly returned_fen: number
  }
  draw_announced: {
    readonly number: number
    readonly segment: string
    /** The first 64 of `count`. */
    readonly winners: readonly Winner[]
    readonly count: number
    /** What the prizes are called. */
    readonly prizes: Readonly<Record<string, Text>>
  }
  draw_voided: { readonly number: number; readonly segment: string; readonly reason: string }
  draw_given_up: { readonly segment: string; readonly reason: string }
}

interface Opening {
  readonly number: number
  readonly segment: string
  /** The beacon's word. */
  readonly signature: string
  /** The VRF's proof. */
  readonly proof: string
}

type Body = readonly unknown[]

function openingOf(body: Body): Opening | null {
  if (!fits(body, isInt, isStr, isBytes, isBytes)) return null
  const [number, segment, signature, proof] = body
  return { number, segment, signature: hex(signature), proof: hex(proof) }
}

function drawnOf(value: unknown): Drawn | null {
  if (!isList(value) || !fits(value, isInt, isStr, isBytes)) return null
  return [value[0], value[1], hex(value[2])]
}

function winnerOf(value: unknown): Winner | null {
  if (!isList(value) || !fits(value, isInt, isStr, isBytes)) return null
  return { place: value[0], prize_id: value[1], pseudonym: hex(value[2]) }
}

function titleOf(value: unknown): [string, Text] | null {
  if (!isList(value) || !isStr(value[0]) || !isText(value[1])) return null
  return [value[0], value[1]]
}

/** How the body of each kind is read. */
export const DRAW_BODY: { [K in keyof DrawBodies]: (body: Body) => DrawBodies[K] | null } = {
  entries_frozen(body) {
    if (!fits(body, isStr, isInt, isBytes, isInt, isInt)) return null
    const [window, gen, root, entries, numbers] = body
    return { window, gen, root: hex(root), entries, numbers }
  },
  draw_committed(body) {
    if (!fits(body, isInt, isStr, isStr, isStr, isStr, isInt)) return null
    const [number, segment, draws, window, manifest, round_at_ms] = body
    if (draws !== 'draw' && draws !== 'rain') return null
    return { number, segment, draws, window, manifest, round_at_ms }
  },
  draw_opened(body) {
    const opening = openingOf(body)
    const places = all(body[4], drawnOf)
    return opening && places && { ...opening, places }
  },
  rain_opened(body) {
    const opening = openingOf(body)
    const rest = body.slice(4)
    if (!opening || !fits(rest, isBytes, isInt, isInt, isInt)) return null
    const [root, packets, paid_fen, returned_fen] = rest
    return { ...opening, root: hex(root), packets, paid_fen, returned_fen }
  },
  draw_announced(body) {
    const winners = all(body[2], winnerOf)
    const count = body[3]
    const titles = all(body[4] ?? [], titleOf)
    if (!fits(body, isInt, isStr) || !winners || !isInt(count) || !titles) return null
    return { number: body[0], segment: body[1], winners, count, prizes: Object.fromEntries(titles) }
  },
  draw_voided(body) {
    if (!fits(body, isInt, isStr, isStr)) return null
    return { number: body[0], segment: body[1], reason: body[2] }
  },
  draw_given_up(body) {
    return fits(body, isStr, isStr) ? { segment: body[0], reason: body[1] } : null
  },
}
