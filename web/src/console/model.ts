import type { Text } from 'gala-client/shapes'
import type { Edge, Segment, ShowState, Tick, Window } from './state'

/** What the console's page concludes from the state and the ticks. Pure. */

/** By how much one press of E moves the end of what is on air. */
export const EXTEND_MS = 30_000

/** The state, and the language in which it is told. */
export interface Telling {
  readonly state: ShowState
  readonly say: (text: Text) => string
}

export type Mode = 'inactive' | 'rehearsal' | 'on_air' | 'held' | 'panic'

/** The colour of the header. A console that is not connected says nothing about the show. */
export function modeOf(state: ShowState | null, connected: boolean): Mode {
  if (!state || !connected) return 'inactive'
  const { phase } = state
  if (phase === 'held' || phase === 'panic') return phase
  if (state.show.rehearsal) return 'rehearsal'
  return phase === 'on_air' ? phase : 'inactive'
}

/** What the director sees on air or coming: sent along, so that a late press is found stale. */
export function believed(state: ShowState): string | null {
  return state.taking?.segment ?? state.on_air?.segment ?? null
}

export function segmentOf(state: ShowState, id: string | null | undefined): Segment | null {
  return state.segments.find((one) => one.id === id) ?? null
}

/** How a segment is called on this page: its title, or its id where an edit has taken it out. */
export function titleOf({ state, say }: Telling, id: string): string {
  const segment = segmentOf(state, id)
  return segment ? say(segment.title) : id
}

/** What GO takes: the announced take, which it hurries, or the standby segment. */
export function coming(state: ShowState): Segment | null {
  return segmentOf(state, state.taking?.segment ?? state.standby)
}

/** What is left of the segment on air; negative when it is over its time. Held: as it stood. */
export function leftOnAir(state: ShowState, now_ms: number): number | null {
  const { on_air } = state
  return on_air && on_air.ends_at_ms - (on_air.held_at_ms ?? now_ms)
}

/** The viewers whose edge holds what was readied or announced, of all. */
export function loaded(state: ShowState, tick: Tick | null): { n: number; m: number } {
  const sum = (edges: readonly Edge[]) => edges.reduce((total, edge) => total + edge.viewers, 0)
  const edges = tick?.edges ?? []
  return { n: sum(edges.filter((edge) => edge.seq >= state.loaded_seq)), m: sum(edges) }
}

export type Health = 'good' | 'behind' | 'silent'

/** Edges report once a second or so: one that has not for three is as good as gone. */
const SILENT_MS = 3_000

export function healthOf(edge: Edge, seq: number): Health {
  if (edge.age_ms > SILENT_MS) return 'silent'
  return edge.seq < seq ? 'behind' : 'good'
}

/** How far a segment's start is from its plan: what happened, or what is expected. */
export function lateBy(segment: Segment): number {
  return (segment.started_ms ?? segment.expected_start_ms) - segment.planned_start_ms
}

/** How long a segment took, or is to take. */
export function lengthOf(segment: Segment): number {
  const { started_ms, ended_ms } = segment
  return started_ms !== null && ended_ms !== null ? ended_ms - started_ms : segment.length_ms
}

export interface WindowRow {
  readonly outlet: string
  readonly stock: number
  readonly sold: number
  readonly left: number
  /** Until this outlet's opening or closing, whichever comes next; null when neither does. */
  readonly opens_in_ms: number | null
  readonly closes_in_ms: number | null
}

/** A window's rows with the latest figures: a tick's, when it is of the same opening. */
export function windowRows(window: Window, tick: Tick | null, now_ms: number): WindowRow[] {
  const told = tick?.windows.find((one) => one.id === window.id && one.gen === window.gen)
  const live = window.state === 'armed' || window.state === 'open'
  return window.outlets.map(({ outlet, stock, sold, opens_at_ms, closes_at_ms }) => {
    const counted = Math.max(sold, told?.sold.find((one) => one.outlet === outlet)?.sold ?? 0)
    const until = (at_ms: number | null) =>
      live && at_ms !== null && at_ms > now_ms ? at_ms - now_ms : null
    const opens_in_ms = until(opens_at_ms)
    const closes_in_ms = opens_in_ms === null ? until(closes_at_ms) : null
    return { outlet, stock, sold: counted, left: stock - counted, opens_in_ms, closes_in_ms }
  })
}

const RANK: Readonly<Record<Window['state'], number>> = {
  open: 0,
  armed: 1,
  paused: 2,
  closed: 3,
  planned: 4,
  settled: 5,
}

/** The windows with those first that are open or about to be. */
export function liveFirst(windows: readonly Window[]): Window[] {
  return [...windows].sort((a, b) => RANK[a.state] - RANK[b.state])
}
