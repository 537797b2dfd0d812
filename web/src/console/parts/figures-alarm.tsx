import type { Scene } from '../scene'

/** The alarm that figures of log and journals differ, while they do. */
export function FiguresAlarm({ scene: { state, words, say } }: { scene: Scene }) {
  if (state.alarms.length === 0) return null
  return (
    <div class="banner" role="alert" data-testid="figures-differ">
      <strong>{words.figures_differ(state.alarms.length)}</strong>
      <ul>
        {state.alarms.slice(0, SHOWN).map((one) => (
          <li key={`${one.of} ${one.figure}`}>{say(one.text)}</li>
        ))}
      </ul>
    </div>
  )
}

/** How many are told; `gala reconcile` tells all of them. */
const SHOWN = 3
