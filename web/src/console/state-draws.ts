import type { Text } from 'gala-client/shapes'

/** What the console says of draws and rains (docs/console-api.md), names as there. */
export interface Drawing {
  readonly beacon: Beacon
  readonly draws: readonly Draw[]
  readonly given_up: readonly { readonly segment: string; readonly reason: string }[]
  /** Segments whose entries are frozen and whose draw people may commit to now. */
  readonly waiting_draws: readonly string[]
  readonly proposal: Proposal | null
}

export type BeaconKind = 'quicknet' | 'rehearsal' | 'hall' | 'unknown'
export type DrawKind = 'draw' | 'rain'
export type DrawState = 'committed' | 'opened' | 'announced' | 'void'

export interface Beacon {
  readonly kind: BeaconKind
  readonly margin_ms: number
  readonly late_ms: number
}

export interface Draw {
  readonly number: number
  readonly segment: string
  readonly kind: DrawKind
  readonly state: DrawState
  readonly round: number
  /** 0 where people in the hall draw. */
  readonly round_at_ms: number
  readonly committed_ms: number
  readonly opened_ms: number | null
  /** Why it is void. */
  readonly reason: string
  readonly root: string
  readonly entries: number
  readonly numbers: number
  readonly paid_fen: number
  readonly returned_fen: number
  readonly pool_fen: number
  readonly winners: readonly Winner[]
  readonly alternates: readonly string[]
  readonly passed_over: readonly number[]
  /** What a seckill by lot has, and what of it somebody holds; null elsewhere. */
  readonly units: { readonly stock: number; readonly held: number } | null
}

export interface Winner {
  /** From 0. */
  readonly place: number
  readonly prize: string
  readonly prize_title: Text
  readonly pseudonym: string
}

/** What one seat has asked for and the other may confirm. */
export interface Proposal {
  readonly key: string
  readonly by: string
  readonly at_ms: number
}

/** What a window gave, once it is fixed. */
export interface Frozen {
  readonly root: string
  readonly entries: number
  readonly numbers: number
}
