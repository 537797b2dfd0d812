import type { Bytes } from './bytes'
import type { Leaf } from './leaf'
import type { DrawManifest, RainManifest } from './manifest'
import type { Checkpoint } from './note'
import type { Split } from './split'

/** What a verification computed by itself; nothing here is taken on trust. */
export type Found = DrawFound | RainFound | WindowFound | EntryFound | ReceiptFound | RecordFound

/** How a draw ended: opened, by the beacon's word, or voided. */
export interface Outcome {
  /** Hex, or what was drawn in the hall; null when it was voided. */
  readonly word: string | null
  readonly void_reason: string | null
  readonly announced: boolean
}

/** One who was drawn. */
export interface Place {
  readonly place: number
  readonly index: number
  readonly low: number
  readonly leaf: Leaf
  /** The prize that this place holds in the end. */
  readonly prize: string | null
  /** Why the place was passed over, if it was. */
  readonly passed: string | null
}

export interface DrawFound {
  readonly kind: 'draw'
  readonly manifest: DrawManifest
  readonly committed_ms: number
  readonly outcome: Outcome
  readonly places: readonly Place[]
}

export interface RainFound {
  readonly kind: 'rain'
  readonly manifest: RainManifest
  readonly committed_ms: number
  readonly outcome: Outcome
  readonly split: Split | null
}

export interface WindowFound {
  readonly kind: 'window'
  readonly window: string
  readonly gen: number
  readonly frozen_ms: number
  readonly seckill: boolean
  readonly root: Bytes
  readonly numbers: number
  readonly outlets: readonly (readonly [outlet: string, declared: number, given: number])[]
  /** The leaves as text, in the order of the tree. */
  readonly leaves: readonly string[]
  /** What is void of them. */
  readonly voided: readonly Voided[]
}

export interface EntryFound {
  readonly kind: 'entry'
  readonly window: string
  readonly index: number
  readonly entries: number
  /** null: a unit that was not sold. */
  readonly leaf: Leaf | null
  readonly low: number
  readonly quantity: number
  readonly root: Bytes
  readonly numbers: number
}

export interface ReceiptFound {
  readonly kind: 'receipt'
  readonly origin: string
  readonly window: string
  readonly batch: string
  readonly promise: string
  readonly leaf: Leaf
}

export interface RecordFound {
  readonly kind: 'record'
  readonly checkpoint: Checkpoint
  readonly files: number
  readonly claims: number
  readonly batches: number
  readonly windows: readonly WindowFound[]
  readonly draws: readonly (DrawFound | RainFound)[]
  readonly voided: readonly Voided[]
  /** Claims on guarantees; null: the record has none. */
  readonly guarantees: GuaranteesFound | null
  /** Who has signed what is sold; null: nobody audits. */
  readonly audits: readonly AuditedFound[] | null
}

/** That an auditor has signed goods; `text` is the signed one, null when it was not made here. */
export interface AuditedFound {
  readonly auditor: string
  readonly goods: string
  readonly on: string
  readonly text: string | null
}

/** How claims on guarantees stand; a coupon that was used is met. */
export interface GuaranteesFound {
  readonly claims: number
  readonly met: number
  readonly refused: number
  readonly open: number
  readonly met_fen: number
}

/** An opening of a window whose units are void: two people have said so, for a public reason. */
export interface Voided {
  readonly window: string
  readonly gen: number
  readonly units: number
  readonly reason: string
  readonly by: string
  readonly second: string
}
