import type { Text } from 'gala-client/shapes'

/** A segment of a room's own running order. */
export interface RoomLine {
  readonly id: string
  readonly title: Text
  readonly notes: Text | null
}

/** What is on by a room's own order, or announced (`since_ms` is to come then), and what is next. */
export interface OwnOrder {
  readonly on: (RoomLine & { readonly since_ms: number; readonly ends_ms: number }) | null
  readonly next: (RoomLine & { readonly at_ms: number }) | null
}

/** A room beside the main stage. */
export interface Room {
  readonly id: string
  readonly title: Text
  readonly capacity: number
  /** null: it has no running order of its own. */
  readonly own: OwnOrder | null
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
