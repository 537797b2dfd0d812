import type { Text } from 'gala-client/shapes'

export type Verdict = 'no_claim' | 'evidence' | 'corrected'

/** The ways to decide about an alert, in the order of their buttons. */
export const VERDICTS: readonly Verdict[] = ['corrected', 'evidence', 'no_claim']

export interface Decided {
  readonly verdict: Verdict
  readonly by: string
  readonly at_ms: number
}

/** Words that were said on air and want evidence. */
export interface Alert {
  readonly id: string
  readonly said_ms: number
  readonly segment: string | null
  readonly speaker: string
  readonly rule: string
  readonly name: Text
  readonly term: string
  readonly sentence: string
  /** What the crew may ask for. */
  readonly hint: Text
  /** null: it waits for somebody. */
  readonly decided: Decided | null
}

/** A message that stands on the host's prompter. */
export interface Message {
  readonly id: string
  readonly text: string
  readonly by: string
}

/** Alerts, the open ones first, and messages: at the start, and at every change. */
export interface AlertsState {
  readonly type: 'alerts'
  readonly open: number
  readonly alerts: readonly Alert[]
  readonly messages: readonly Message[]
}

/** The last words that this console has heard. */
export interface CaptionsState {
  readonly type: 'captions'
  readonly speaker: string
  readonly text: string
  readonly final: boolean
  readonly at_ms: number
}
