import { decode as unpack, encode as pack } from '@msgpack/msgpack'
import { cueOf, type Cue } from './cue'
import { hex, unhex } from './hex'
import { receiptOf, type ReceiptMessage } from './receipt'
import { all, fits, isBytes, isInt, isList, isStr, isText, type Text } from './shapes'
import { standingOf, type Standing } from './who'

export type Outcome =
  'sold_out' | 'paused' | 'closed' | 'not_eligible' | 'unknown' | 'too_early' | 'pending'

/** The messages of a server, by name (docs/protocol.md, section 3). */
export interface Messages {
  welcome: {
    readonly show: string
    readonly title: Text
    readonly outlet: string
    readonly delay_ms: number
    readonly rooms: readonly Room[]
  }
  snapshot: {
    readonly channel: string
    readonly epoch: number
    readonly seq: number
    readonly cues: readonly Cue[]
  }
  resumed: { readonly channel: string; readonly epoch: number; readonly seq: number }
  cue: { readonly cue: Cue }
  tick: {
    readonly now_ms: number
    readonly viewers: number
    readonly windows: readonly WindowTick[]
    /** Hearts by segment; null while the edge takes none. */
    readonly hearts: Readonly<Record<string, number>> | null
    /** Viewers by room, of those with anybody in them. */
    readonly in_rooms: Readonly<Record<string, number>>
  }
  clock: {
    readonly t0: number
    readonly received_ms: number
    readonly sent_ms: number
    readonly error_ms: number
  }
  receipt: ReceiptMessage
  answer: {
    readonly window: string
    readonly gen: number
    readonly claim_id: string
    readonly outcome: Outcome
    readonly at_ms: number
  }
  standing: { readonly window: string; readonly standing: Standing }
  you: { readonly pseudonym: string }
  no_room: { readonly room: string }
  room_full: { readonly room: string }
  stale: { readonly since_ms: number }
  fresh: {}
}

export interface Room {
  readonly id: string
  readonly title: Text
}

/** The units left of one opening, by outlet. */
export interface WindowTick {
  readonly window: string
  readonly gen: number
  readonly left: Readonly<Record<string, number>>
}

type Name = keyof Messages

/** A message of one name. */
export type MessageOf<N extends Name> = { readonly name: N } & Messages[N]

/** A decoded message from the server. */
export type ServerMessage = { [N in Name]: MessageOf<N> }[Name]

/** Why a viewer flags a segment. */
export const REASONS = ['exaggerated', 'wrong_price', 'not_as_shown', 'offensive', 'other'] as const

export type Reason = (typeof REASONS)[number]

const OUTCOMES: readonly string[] = [
  'sold_out',
  'paused',
  'closed',
  'not_eligible',
  'unknown',
  'too_early',
  'pending',
]

function roomOf(value: unknown): Room | null {
  if (!isList(value) || !fits(value, isStr, isText)) return null
  return { id: value[0], title: value[1] }
}

function windowTickOf(value: unknown): WindowTick | null {
  if (!isList(value) || !fits(value, isStr, isInt, isList)) return null
  const [window, gen, rows] = value
  const left: Record<string, number> = {}
  for (const row of rows) if (isList(row) && fits(row, isStr, isInt)) left[row[0]] = row[1]
  return { window, gen, left }
}

/** Figures by name: hearts by segment, viewers by room. */
function figuresOf(value: unknown): Record<string, number> | null {
  if (!isList(value)) return null
  const figures: Record<string, number> = {}
  for (const row of value) if (isList(row) && fits(row, isStr, isInt)) figures[row[0]] = row[1]
  return figures
}

/** A cue inside a snapshot is a whole message: its name comes first. */
function nestedCueOf(value: unknown): Cue | null {
  return isList(value) && value[0] === 'cue' ? cueOf(value.slice(1)) : null
}

const DECODE: { [N in Name]: (rest: readonly unknown[]) => Messages[N] | null } = {
  welcome(rest) {
    if (!fits(rest, isStr, isText, isStr, isInt)) return null
    const [show, title, outlet, delay_ms] = rest
    return { show, title, outlet, delay_ms, rooms: all(rest[4], roomOf) ?? [] }
  },
  snapshot(rest) {
    const cues = all(rest[3], nestedCueOf)
    if (!fits(rest, isStr, isInt, isInt) || !cues) return null
    return { channel: rest[0], epoch: rest[1], seq: rest[2], cues }
  },
  resumed(rest) {
    if (!fits(rest, isStr, isInt, isInt)) return null
    return { channel: rest[0], epoch: rest[1], seq: rest[2] }
  },
  cue(rest) {
    const cue = cueOf(rest)
    return cue && { cue }
  },
  tick(rest) {
    if (!fits(rest, isInt, isInt)) return null
    const windows = all(rest[2], windowTickOf) ?? []
    const [hearts, in_rooms] = [figuresOf(rest[3]), figuresOf(rest[4]) ?? {}]
    return { now_ms: rest[0], viewers: rest[1], windows, hearts, in_rooms }
  },
  clock(rest) {
    if (!fits(rest, isInt, isInt, isInt, isInt)) return null
    return { t0: rest[0], received_ms: rest[1], sent_ms: rest[2], error_ms: Math.max(0, rest[3]) }
  },
  receipt: receiptOf,
  answer(rest) {
    if (!fits(rest, isStr, isInt, isBytes, isStr, isInt)) return null
    const [window, gen, id, outcome, at_ms] = rest
    if (!OUTCOMES.includes(outcome)) return null
    return { window, gen, claim_id: hex(id), outcome: outcome as Outcome, at_ms }
  },
  standing(rest) {
    const standing = standingOf(rest.slice(1))
    return fits(rest, isStr) && standing ? { window: rest[0], standing } : null
  },
  you: (rest) => (fits(rest, isBytes) ? { pseudonym: hex(rest[0]) } : null),
  no_room: (rest) => (fits(rest, isStr) ? { room: rest[0] } : null),
  room_full: (rest) => (fits(rest, isStr) ? { room: rest[0] } : null),
  stale: (rest) => (fits(rest, isInt) ? { since_ms: rest[0] } : null),
  fresh: () => ({}),
}

/** A message from its bytes; null when it is of a later version or does not fit: ignore it. */
export function decode(bytes: ArrayBuffer): ServerMessage | null {
  let value: unknown
  try {
    value = unpack(bytes)
  } catch {
    return null
  }
  if (!isList(value)) return null
  const name = value[0]
  if (!isStr(name) || !Object.prototype.hasOwnProperty.call(DECODE, name)) return null
  const fields = DECODE[name as Name](value.slice(1))
  return fields && ({ name, ...fields } as ServerMessage)
}

/** The messages of a viewer, as bytes. */
export const say = {
  clock: (t0: number) => pack(['clock', t0]),
  claim: (window: string, gen: number, claim_id: string, retry: boolean, quantity = 1) => {
    const claim = ['claim', window, gen, unhex(claim_id), retry]
    return pack(quantity === 1 ? claim : [...claim, quantity])
  },
  may: (window: string) => pack(['may', window]),
  enter: (room: string) => pack(['enter', room]),
  leave: () => pack(['leave']),
  heart: (count: number) => pack(['heart', count]),
  flag: (segment: string, reason: Reason) => pack(['flag', segment, reason]),
  presented: (epoch: number, seq: number, late_ms: number, error_ms: number) =>
    pack(['presented', epoch, seq, late_ms, error_ms]),
}
