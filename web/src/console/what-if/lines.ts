import type { Ahead } from './api'

/** An instant before and after a press; null: it does not come. */
export interface Shift {
  readonly segment: string
  readonly before_ms: number | null
  readonly after_ms: number | null
}

/** A fixed start that has another margin than before, or is missed. */
export interface Fixed {
  readonly segment: string
  readonly fixed_ms: number
  readonly over_ms: number
}

/** What a press would change, in the order in which it comes. Pure. */
export interface Effect {
  readonly finish: { readonly before_ms: number; readonly after_ms: number }
  readonly fixed: readonly Fixed[]
  readonly windows: readonly Shift[]
  readonly draws: readonly Shift[]
  /** False: only the next hours were played, and of draws beyond nothing is known. */
  readonly whole: boolean
}

export function effectOf(before: Ahead, after: Ahead): Effect {
  const over = new Map(before.segments.map((one) => [one.id, one.over_ms]))
  const fixed = after.segments.flatMap(({ id, fixed_ms, over_ms }) =>
    fixed_ms !== null && over_ms !== null && (over_ms > 0 || over.get(id) !== over_ms)
      ? [{ segment: id, fixed_ms, over_ms }]
      : [],
  )
  return {
    finish: { before_ms: before.finish_ms, after_ms: after.finish_ms },
    fixed,
    windows: shifts(
      before.windows.map(({ segment, opens_ms }) => [segment, opens_ms]),
      after.windows.map(({ segment, opens_ms }) => [segment, opens_ms]),
    ),
    draws: shifts(
      before.draws.map(({ segment, round_at_ms }) => [segment, round_at_ms]),
      after.draws.map(({ segment, round_at_ms }) => [segment, round_at_ms]),
    ),
    whole: before.whole && after.whole,
  }
}

type Instants = readonly (readonly [segment: string, at_ms: number])[]

function shifts(before: Instants, after: Instants): Shift[] {
  const was = new Map(before)
  const is = new Map(after)
  const gone = before.filter(([segment]) => !is.has(segment))
  const come = after.filter(([segment, at_ms]) => was.get(segment) !== at_ms)
  return [
    ...gone.map(([segment, at_ms]) => ({ segment, before_ms: at_ms, after_ms: null })),
    ...come.map(([segment, at_ms]) => ({
      segment,
      before_ms: was.get(segment) ?? null,
      after_ms: at_ms,
    })),
  ]
}
