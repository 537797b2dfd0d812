import { localTime } from '../../format'
import { phaseOf } from 'gala-client/board'
import type { Scene } from '../scene'

/** What comes next, and how long what is on still takes. */
export function Foot({ scene }: { scene: Scene }) {
  const { words, say, picture, delay_ms } = scene
  const phase = phaseOf(picture)
  const { next } = picture
  if (!next || (phase !== 'on_air' && phase !== 'held')) return null
  const timed = next.starts_at_ms > 0 && phase === 'on_air'
  return (
    <footer class="foot" data-testid="next">
      <span class="foot-label">{words.next}</span>
      <strong>{say(next.title)}</strong>
      <span>{words.kinds[next.kind]}</span>
      {timed ? <span>{words.next_at(localTime(next.starts_at_ms + delay_ms))}</span> : null}
    </footer>
  )
}
