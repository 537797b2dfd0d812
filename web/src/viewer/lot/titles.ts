import type { Segment } from '../../wire/segment'
import type { Text } from '../../wire/shapes'

/** The titles of a draw's prizes by their ids; none when the segment is not known here. */
export function prizeTitles(segment: Segment | undefined): Readonly<Record<string, Text>> {
  if (segment?.kind !== 'draw') return {}
  return Object.fromEntries(segment.detail.prizes.map((one) => [one.prize_id, one.prize_title]))
}
