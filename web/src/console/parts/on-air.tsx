import { countdown } from '../../format'
import { leftOnAir, segmentOf } from '../model'
import type { Scene } from '../scene'

/** What is on air, red, and what is left of it. */
export function OnAirPanel({ scene: { state, words, say, now_ms } }: { scene: Scene }) {
  const segment = segmentOf(state, state.on_air?.segment)
  const left = leftOnAir(state, now_ms)
  if (!segment || !state.on_air || left === null) {
    return (
      <section class="on-air" data-empty="true" aria-labelledby="on-air-h" data-testid="on-air">
        <h2 id="on-air-h">{words.on_air}</h2>
        <p class="name">{state.phase === 'over' ? words.over : words.nothing_on_air}</p>
      </section>
    )
  }
  const held = state.on_air.held_at_ms !== null
  const length = Math.max(1, state.on_air.ends_at_ms - state.on_air.since_ms)
  return (
    <section
      class="on-air"
      data-over={left < 0}
      data-held={held}
      aria-labelledby="on-air-h"
      data-testid="on-air"
    >
      <h2 id="on-air-h">{words.on_air}</h2>
      <p class="name">{say(segment.title)}</p>
      <p class="left">
        <strong class="digits" role="timer" data-testid="on-air-left">
          {left < 0 ? `+${countdown(-left)}` : countdown(left)}
        </strong>
        <span>{held ? words.held_at : left < 0 ? words.overrun : words.left}</span>
      </p>
      <progress
        max={length}
        value={Math.max(0, Math.min(length, length - left))}
        aria-hidden="true"
      />
    </section>
  )
}
