import { useRef } from 'preact/hooks'
import type { Picture } from 'gala-client/board'
import { asDraw } from 'gala-client/by-lot'
import type { SegmentOf } from 'gala-client/segment'

/** So long the outcome stays up when the show has gone on. */
const STAYS_MS = 20_000

/** A draw that is under way although its segment is not on air any more; null without one. */
export function underWay(picture: Picture): SegmentOf<'draw'> | null {
  const draws = Object.values(picture.draws).sort((a, b) => b.number - a.number)
  for (const { segment: id, state } of draws) {
    const taken = picture.taken[id]
    const segment = taken?.kind === 'seckill' ? asDraw(taken) : taken
    if (segment?.kind !== 'draw' || id === picture.on_air?.id) continue
    if (state === 'committed' || state === 'opened') return segment
  }
  return null
}

/** That draw, and for a while after it what came of it. */
export function useLateDraw(picture: Picture, now_ms: number): SegmentOf<'draw'> | null {
  const seen = useRef<{ segment: SegmentOf<'draw'>; until_ms: number } | null>(null)
  const segment = underWay(picture)
  if (segment) seen.current = { segment, until_ms: now_ms + STAYS_MS }
  return seen.current && now_ms < seen.current.until_ms ? seen.current.segment : null
}
