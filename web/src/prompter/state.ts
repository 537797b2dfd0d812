import type { Text } from 'gala-client/shapes'

/** What the prompter is told. Names and units as in docs/console-api.md. */

export type Phase = 'waiting' | 'on_air' | 'held' | 'panic' | 'over'

export interface Segment {
  readonly id: string
  readonly title: Text
  /** The host's words, or the notes where there are none. */
  readonly words: Text | null
  readonly length_ms: number
}

export interface OnAir extends Segment {
  readonly since_ms: number
  readonly ends_at_ms: number
  readonly held_at_ms: number | null
}

export interface Next extends Segment {
  readonly starts_ms: number
  /** It has been announced: it will be on air at that instant. */
  readonly taking: boolean
}

export interface Message {
  readonly id: string
  readonly text: string
}

export interface Alert {
  readonly id: string
  readonly said_ms: number
  readonly term: string
  readonly say: Text
}

export interface State {
  readonly type: 'prompter'
  readonly title: Text
  readonly utc_offset_min: number
  readonly rehearsal: boolean
  readonly phase: Phase
  readonly on_air: OnAir | null
  readonly next: Next | null
  readonly messages: readonly Message[]
  readonly alerts: readonly Alert[]
}

export interface Time {
  readonly type: 'time'
  readonly now_ms: number
}
