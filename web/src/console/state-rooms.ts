import type { Text } from 'gala-client/shapes'

/** A room beside the main stage. */
export interface Room {
  readonly id: string
  readonly title: Text
  readonly capacity: number
}

/** What a visit came to in one room, in viewers; `stayed` counts once it is over. */
export interface VisitRoom {
  readonly room: string
  readonly entered: number
  readonly peak: number
  readonly stayed: number
  readonly refused: number
}

/** What a visit has come to. */
export interface Visit {
  readonly segment: string
  readonly invited: number
  readonly rooms: readonly VisitRoom[]
}
