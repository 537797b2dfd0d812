/** A bar of a histogram: how many amounts lie from `from` to `to`, both included. */
export interface Bar {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Amounts in at most `bars_max` bars of one width, from the least to the greatest. */
export function histogram(amounts: readonly number[], bars_max: number): Bar[] {
  if (amounts.length === 0) return []
  const least = amounts.reduce((a, b) => Math.min(a, b))
  const most = amounts.reduce((a, b) => Math.max(a, b))
  const width = Math.ceil((most - least + 1) / bars_max)
  const counts = new Array<number>(Math.ceil((most - least + 1) / width)).fill(0)
  for (const amount of amounts) counts[Math.floor((amount - least) / width)]! += 1
  return counts.map((count, i) => {
    const from = least + i * width
    return { from, to: Math.min(most, from + width - 1), count }
  })
}

/** The amount in the middle of the sorted ones. */
export function median(amounts: readonly number[]): number {
  const sorted = [...amounts].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
