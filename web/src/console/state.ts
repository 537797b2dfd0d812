import type { AlertsState, CaptionsState } from './spoken/state'
import type { Text } from 'gala-client/shapes'
import type { Room, Visit } from './state-rooms'
import type { DrawKind, Drawing, Frozen } from './state-draws'

/** What the console says over its WebSocket (docs/console-api.md), names as there. */
export interface ShowState extends Drawing {
  readonly type: 'state'
  readonly show: {
    readonly id: string
    readonly title: Text
    readonly pace_milli: number
    readonly utc_offset_min: number
    readonly rehearsal: boolean
  }
  readonly phase: Phase
  readonly mode: 'auto' | 'manual'
  /** What people have set all edges to leave out at least, 0 to 3. */
  readonly shedding: number
  readonly epoch: number
  readonly holder: string
  readonly seq: number
  /** What every edge must have reached to hold the segment that was readied or announced. */
  readonly loaded_seq: number
  readonly origin_ms: number
  readonly ends_ms: number
  readonly over_ms: number
  readonly on_air: OnAir | null
  readonly taking: { segment: string; present_at_ms: number; by_hand: boolean } | null
  readonly standby: string | null
  readonly ready: boolean
  readonly rooms: readonly Room[]
  /** The visits that are over and counted. */
  readonly visits: readonly Visit[]
  readonly outlets: readonly Outlet[]
  readonly segments: readonly Segment[]
  readonly windows: readonly Window[]
  /** Of a night that nobody drives; null where people do. */
  readonly breaker: Breaker | null
  /** Figures that differ when they are counted again: there should be none. */
  readonly alarms: readonly Alarm[]
}

/** What stops an unattended night before it gives away more than `spend_fen`. */
export interface Breaker {
  readonly spend_fen: number
  readonly given_fen: number
  /** What is under way may still give, at most. */
  readonly open_fen: number
  /** What the segment that it holds before could give. */
  readonly coming_fen: number
  /** The segment that it holds before; null while the night goes on. */
  readonly held: string | null
  readonly since_ms: number | null
  /** Whom to call, by role. */
  readonly call: Text
}

export interface Alarm {
  readonly of: string
  readonly figure: string
  readonly said: number
  readonly counted: number
  readonly text: Text
}

export type Phase = 'waiting' | 'on_air' | 'held' | 'panic' | 'over'
export type SegmentState = 'pending' | 'ready' | 'taking' | 'on_air' | 'done' | 'skipped'
export type WindowState = 'planned' | 'armed' | 'open' | 'paused' | 'closed' | 'settled'

export interface OnAir {
  readonly segment: string
  readonly since_ms: number
  readonly ends_at_ms: number
  readonly held_at_ms: number | null
}

export interface Outlet {
  readonly id: string
  readonly title: Text
  readonly delay_ms: number
  /** What the run sheet says. */
  readonly planned_ms: number
}

export interface Segment {
  readonly id: string
  readonly kind: string
  readonly title: Text
  readonly guests: readonly { readonly role: Text; readonly count: number }[]
  readonly notes: Text | null
  /** Words for the host alone. */
  readonly prompter: Text | null
  readonly state: SegmentState
  readonly planned_start_ms: number
  readonly expected_start_ms: number
  readonly length_ms: number
  readonly fixed: boolean
  /** Its start is counted back from the next fixed one. */
  readonly back_timed: boolean
  /** How long before its fixed start what is before it ends; negative: over. Null: not to come. */
  readonly spare_ms: number | null
  readonly started_ms: number | null
  readonly ended_ms: number | null
  readonly window: string | null
  /** The segment whose Plan B this is: skipped until somebody takes it. */
  readonly filler_for: string | null
  readonly plan_b: string | null
  readonly draw: DrawKind | null
}

export interface Window {
  readonly id: string
  readonly segment: string
  readonly gen: number
  readonly goods: Text
  readonly price_fen: number
  /** False for a rain's or a draw's: it takes entries, and nothing runs out. */
  readonly stocked: boolean
  /** Can an opening be revoked? What gives units to buy can: by lot, where they are paid for. */
  readonly revocable: boolean
  readonly frozen: Frozen | null
  readonly state: WindowState
  /** An opening has ended and is still to be counted. */
  readonly counting: boolean
  /** The openings that are counted; `revoked` is the public reason. */
  readonly openings: readonly Opening[]
  readonly top_ups: readonly TopUp[]
  readonly outlets: readonly WindowOutlet[]
}

export interface Opening {
  readonly gen: number
  readonly sold: number
  readonly revoked: string | null
}

/** Stock that two people added during opening `gen`. */
export interface TopUp {
  readonly gen: number
  readonly outlet: string
  readonly units: number
  readonly reason: string
  readonly by: string
  readonly second: string
}

export interface WindowOutlet {
  readonly outlet: string
  readonly stock: number
  readonly sold: number
  /** What is revoked of `sold`. */
  readonly void: number
  readonly opens_at_ms: number | null
  readonly closes_at_ms: number | null
}

/** What comes over the live line. */
export type Message = ShowState | Tick | StoreState | ClocksState | AlertsState | CaptionsState

/** What the store promises: at the start, and at every change. Promises as in src/promise.ts. */
export interface StoreState {
  readonly type: 'store'
  readonly promised: string
  /** null: it takes no write, and `why` says more. */
  readonly in_force: string | null
  /** Whether what is in force is at least what the night has promised. */
  readonly kept: boolean
  readonly why: string
}

/** How the clocks of the store's nodes stand: at the start, and at every change. */
export interface ClocksState {
  readonly type: 'clocks'
  /** Nodes that differ from the middle one, named by `than`; negative is behind. */
  readonly away: readonly {
    readonly node: string
    readonly than: string
    readonly ahead_ms: number
    readonly unsure_ms: number
  }[]
  /** Nodes whose clock was set during the night, lately. */
  readonly set: readonly {
    readonly node: string
    readonly by_ms: number
    readonly unsure_ms: number
  }[]
}

/** The figures that come about four times a second. */
export interface Tick {
  readonly type: 'tick'
  readonly now_ms: number
  readonly viewers: readonly { readonly outlet: string; readonly count: number }[]
  readonly total: number
  readonly edges: readonly Edge[]
  readonly skew: readonly Skew[]
  /** Viewers by room, of those with anybody in them. */
  readonly in_rooms: Readonly<Record<string, number>>
  /** The visit that is on. */
  readonly visit: Visit | null
  /** Of what is on air; null before the first segment. */
  readonly hearts: Hearts | null
  /** What viewers find wrong, most first. */
  readonly flags: readonly Flag[]
  readonly windows: readonly WindowTick[]
  readonly store: { readonly late_ms: number }
}

export interface Edge {
  readonly id: string
  readonly viewers: number
  readonly behind: number
  readonly seq: number
  readonly sweep_us: number
  /** What it leaves out, 0 to 3, and how late its loop is on average. */
  readonly level: number
  readonly lag_ms: number
  readonly age_ms: number
}

/** `rate` is hearts a minute. */
export interface Hearts {
  readonly segment: string
  readonly count: number
  readonly rate: number
}

export interface Flag {
  readonly segment: string
  readonly reason: string
  readonly count: number
  /** So many that the crew should look. */
  readonly alert: boolean
}

/** How late an outlet's newest take came on screens, by the viewers' own clocks. */
export interface Skew {
  readonly outlet: string
  /** How many viewers are counted; `unsure` ones have a clock too uncertain to be. */
  readonly viewers: number
  readonly unsure: number
  readonly p50_ms: number | null
  readonly p99_ms: number | null
}

export interface WindowTick {
  readonly id: string
  readonly gen: number
  readonly sold: readonly { readonly outlet: string; readonly sold: number }[]
  readonly turned_away: number
  readonly rate: number
}
