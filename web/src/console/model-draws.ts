import { coming, segmentOf } from './model'
import type { Segment, ShowState, Window } from './state'
import type { Draw, Winner } from './state-draws'

/** What the console's page concludes about draws. Pure; the server has the last word. */

/** How long a proposal waits for a second person. */
export const PROPOSAL_MS = 120_000

/** The filler that one key takes: of what comes, else of what is on air; null without one. */
export function planB(state: ShowState): { instead_of: Segment; filler: Segment } | null {
  for (const segment of [coming(state), segmentOf(state, state.on_air?.segment)]) {
    const filler = segmentOf(state, segment?.plan_b)
    if (segment && filler && filler.state !== 'on_air' && filler.state !== 'taking') {
      return { instead_of: segment, filler }
    }
  }
  return null
}

/** Does the run sheet's table show it? A Plan B only once it is used. */
export function isShown(segment: Segment): boolean {
  return segment.filler_for === null || segment.state !== 'skipped'
}

/** How a thing that takes two people stands, seen from one seat. */
export interface Standing {
  /** `mine`: this seat has asked and another must confirm; `theirs`: this seat may. */
  readonly whose: 'mine' | 'theirs'
  readonly by: string
  readonly left_ms: number
  /** What was asked for beyond the thing itself: a reason, a result. */
  readonly rest: string
}

/** The proposal about one thing, while it waits: `draw <segment>`, `pass_over <number> <place>`… */
export function standingOf(
  state: ShowState,
  thing: string,
  seat: string | null,
  now_ms: number,
): Standing | null {
  const { proposal } = state
  const left_ms = proposal ? proposal.at_ms + PROPOSAL_MS - now_ms : 0
  if (!proposal || left_ms <= 0 || !`${proposal.key} `.startsWith(`${thing} `)) return null
  const whose = proposal.by === seat ? 'mine' : 'theirs'
  return { whose, by: proposal.by, left_ms, rest: proposal.key.slice(thing.length + 1) }
}

/** How a committed draw stands to its round. */
export type ToRound = 'hall' | 'before' | 'come'

/** Until the round it can be called off; then it has come and cannot. */
export function toRound(draw: Draw, now_ms: number): ToRound {
  if (draw.round_at_ms === 0) return 'hall'
  return now_ms < draw.round_at_ms ? 'before' : 'come'
}

/** The draws, the latest first. */
export function latestFirst(state: ShowState): Draw[] {
  return [...state.draws].sort((a, b) => b.number - a.number)
}

/** The winners of each prize, prizes in their order. */
export function byPrize(winners: readonly Winner[]): [prize: Winner, winners: Winner[]][] {
  const prizes = new Map<string, [Winner, Winner[]]>()
  for (const winner of winners) {
    const row = prizes.get(winner.prize) ?? [winner, []]
    row[1].push(winner)
    prizes.set(winner.prize, row)
  }
  return [...prizes.values()]
}

/** Is a window of a rain? Then its numbers are chances, and otherwise entries. */
export function isRain(state: ShowState, window: Window): boolean {
  return segmentOf(state, window.segment)?.draw === 'rain'
}
