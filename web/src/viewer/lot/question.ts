import type { Drawn } from 'gala-client/draw-cue'
import type { ComputedPlace } from './outcome'

/** What the page asks its verifier, which runs beside it so that nothing freezes. */
export type Question =
  | (Deciding & { readonly ask: 'draw'; readonly places: readonly Drawn[] })
  | (Deciding & {
      readonly ask: 'rain'
      /** My chances; null when I have none. */
      readonly mine: { readonly low: number; readonly quantity: number } | null
      /** What was told of the whole. */
      readonly told: { readonly packets: number; readonly paid_fen: number }
    })
  | { readonly ask: 'receipt'; readonly pins: string; readonly receipt: ReceiptText }

interface Deciding {
  readonly pins: string
  readonly manifest: string
  readonly signature: string
  readonly proof: string
}

/** A receipt's fields, bytes in hex (docs/proof.md, section 6). */
export interface ReceiptText {
  readonly batch: string
  readonly index: number
  readonly leaf: string
  readonly origin: string
  readonly path: string
  readonly promise: string
  readonly signature: string
  readonly size: number
  readonly window: string
}

/** What comes back for each question when everything is as it was told. */
export interface Answers {
  draw: { readonly places: readonly ComputedPlace[]; readonly complete: boolean }
  rain: { readonly mine: readonly number[] }
  receipt: {}
}

export type Ask = Question['ask']
export type QuestionOf<A extends Ask> = Extract<Question, { ask: A }>

/** `refused`: it is not so, and why. */
export type Answer<A extends Ask> =
  | { readonly is: 'so'; readonly value: Answers[A] }
  | { readonly is: 'refused'; readonly reason: string }
