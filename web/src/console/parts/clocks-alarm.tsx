import type { ClocksState } from '../state'
import type { Words } from '../words'

/** The alarm that a node's clock is away from the others', or was set: windows go by them. */
export function ClocksAlarm({ clocks, words }: { clocks: ClocksState | null; words: Words }) {
  if (!clocks || clocks.away.length + clocks.set.length === 0) return null
  return (
    <div class="banner" role="alert" data-testid="clocks-alarm">
      {clocks.set.map((one) => (
        <p key={`set ${one.node}`}>{words.clock_set(one.node, one.by_ms)}</p>
      ))}
      {clocks.away.map((one) => (
        <p key={`away ${one.node}`}>
          {words.clock_away(one.node, one.than, one.ahead_ms, one.unsure_ms)}
        </p>
      ))}
    </div>
  )
}
