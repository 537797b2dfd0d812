/** The last minutes of a figure, for a chart that moves. Pure. */
export interface History {
  /** The instant at which the last step began. */
  readonly since_ms: number
  /** One value a step, oldest first. */
  readonly values: readonly number[]
}

const STEP_MS = 2_000

/** How many steps are kept: three minutes. */
export const STEPS = 90

export const NO_HISTORY: History = { since_ms: 0, values: [] }

/** The history with one figure more; of several within a step, the largest stays. */
export function heard({ since_ms, values }: History, at_ms: number, value: number): History {
  const last = values[values.length - 1]
  if (last !== undefined && at_ms < since_ms + STEP_MS) {
    return { since_ms, values: [...values.slice(0, -1), Math.max(last, value)] }
  }
  return { since_ms: at_ms, values: [...values, value].slice(-STEPS) }
}

/**
 * The line of a chart `width` by `height`, as the points of an SVG path. The newest value is at the
 * right edge, the top is the largest value or `least_top`.
 */
export function lineOf(
  values: readonly number[],
  width: number,
  height: number,
  least_top = 1,
): string {
  const top = Math.max(least_top, ...values)
  const right = STEPS - values.length
  return values
    .map((value, i) => {
      const x = ((right + i) * width) / (STEPS - 1)
      return `${x.toFixed(1)},${(height - (value / top) * height).toFixed(1)}`
    })
    .join(' L')
}
