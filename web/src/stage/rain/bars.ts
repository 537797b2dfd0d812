/** A bar of a histogram: how many packets hold from `from` to `to` fen, both included. */
export interface Bar {
  readonly from: number
  readonly to: number
  readonly count: number
}

const BARS = 24

/** Amounts in bars of one width, from the least to the greatest. */
export function barsOf(amounts: readonly number[]): Bar[] {
  if (amounts.length === 0) return []
  const least = amounts.reduce((a, b) => Math.min(a, b))
  const most = amounts.reduce((a, b) => Math.max(a, b))
  const width = Math.ceil((most - least + 1) / BARS)
  const counts = new Array<number>(Math.ceil((most - least + 1) / width)).fill(0)
  for (const amount of amounts) counts[Math.floor((amount - least) / width)]! += 1
  return counts.map((count, i) => {
    const from = least + i * width
    return { from, to: Math.min(most, from + width - 1), count }
  })
}
