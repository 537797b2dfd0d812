import { dueAt, type Board } from './board'
import type { Cue } from './cue'

/** The delay that the newest of these cues tells for an outlet, null when none does. */
export function trimmedTo(cues: readonly Cue[], outlet: string): number | null {
  let delay_ms: number | null = null
  for (const cue of cues) {
    if (cue.kind === 'outlet' && cue.outlet === outlet) delay_ms = cue.delay_ms
  }
  return delay_ms
}

/** The board when its outlet's delay changes: what has been presented by now stays presented. */
export function keepShown(board: Board, now_ms: number, delay_ms: number): Board {
  const cues = board.cues.map((cue) =>
    dueAt(cue, delay_ms) <= now_ms ? { ...cue, shown: true as const } : cue,
  )
  return { ...board, cues }
}
