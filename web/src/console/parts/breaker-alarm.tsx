import { timeOfDay, yuan } from '../../format'
import { coming, titleOf } from '../model'
import type { Scene } from '../scene'

/** How an unattended night stands with its breaker, and the alarm while that holds it. */
export function BreakerAlarm({ scene: { state, words, say } }: { scene: Scene }) {
  const { breaker } = state
  if (!breaker) return null
  const { call, coming_fen, given_fen, held, open_fen, since_ms, spend_fen } = breaker
  const sums = words.breaker_sums(yuan(given_fen), yuan(open_fen), yuan(spend_fen))
  if (held === null) {
    return (
      <p class="banner calm" data-testid="breaker">
        {words.breaker_on} {sums}
      </p>
    )
  }
  const title = titleOf({ state, say }, held)
  const next = coming(state)
  const fits = given_fen + open_fen + coming_fen <= spend_fen
  const told =
    next?.id === held
      ? `${words.breaker_coming(yuan(coming_fen))} ${fits ? words.breaker_fits : ''}`
      : words.breaker_instead(next && say(next.title), yuan(coming_fen))
  const since = timeOfDay(since_ms ?? 0, state.show.utc_offset_min)
  return (
    <div class="banner" role="alert" data-testid="breaker-held">
      <strong>{words.breaker_held(title, since)}</strong>
      <p>
        {sums} {told}
      </p>
      <p>{words.breaker_call(say(call))}</p>
    </div>
  )
}
