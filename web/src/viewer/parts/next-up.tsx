import { countdown, localTime } from '../../format'
import { phaseOf } from 'gala-client/board'
import { viewOf } from '../kinds'
import type { Scene } from '../scene'
import { Icon } from './icon'

/** What comes next, and when. */
export function NextUp({ scene }: { scene: Scene }) {
  const { words, say, picture, now_ms, delay_ms } = scene
  const phase = phaseOf(picture)
  if (phase === 'over') return null
  const { next } = picture
  if (!next) {
    return (
      <section class="panel next" aria-labelledby="next-h" data-testid="next">
        <h2 id="next-h">{words.next}</h2>
        <p class="muted">{phase === 'waiting' ? words.next_unknown : words.next_none}</p>
      </section>
    )
  }
  const starts_at_ms = next.starts_at_ms + delay_ms
  const by_hand = next.starts_at_ms === 0 || phase === 'held' || phase === 'panic'
  return (
    <section class="panel next" aria-labelledby="next-h" data-testid="next" data-kind={next.kind}>
      <h2 id="next-h">{words.next}</h2>
      <div class="next-body">
        <Icon>{viewOf(next.kind).icon}</Icon>
        <div>
          <p class="next-title">{say(next.title)}</p>
          <p class="muted">
            {words.kinds[next.kind]}
            {' · '}
            {by_hand ? words.next_by_hand : words.next_at(localTime(starts_at_ms))}
          </p>
        </div>
        {by_hand || starts_at_ms <= now_ms ? null : (
          <p class="figure">{words.in_time(countdown(starts_at_ms - now_ms))}</p>
        )}
      </div>
    </section>
  )
}
