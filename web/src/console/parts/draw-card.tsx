import { countdown, yuan } from '../../format'
import { toRound } from '../model-draws'
import type { Scene } from '../scene'
import type { Draw } from '../state-draws'
import { Envelope } from './envelope'
import { HallResult } from './hall-result'
import { Together } from './together'
import { Root } from './root'

/** One draw or rain under its number: what it was committed to, and what came of it. */
export function DrawCard({ draw, title, scene }: { draw: Draw; title: string; scene: Scene }) {
  const { words } = scene
  const { draws } = words
  const { number, state, kind, entries, numbers } = draw
  const rain = kind === 'rain'
  const word = rain && state === 'opened' ? draws.rain_opened : draws.state[state]
  return (
    <article class="draw" data-testid={`draw-${number}`} data-state={state} data-kind={kind}>
      <header>
        <h3>
          <small>{draws.number(number)}</small> {title}
        </h3>
        <span class="state">{word}</span>
      </header>
      <p class="meta">
        <span>{(rain ? draws.chances : draws.entries)(entries, numbers)}</span>
        {draw.round > 0 ? <span>{draws.round(draw.round)}</span> : null}
        <Root hex={draw.root} label={draws.root} />
      </p>
      {state === 'committed' ? <ToRound draw={draw} scene={scene} /> : null}
      {state === 'void' ? <p>{draws.void_reason[draw.reason] ?? draw.reason}</p> : null}
      {rain && state !== 'void' ? <p data-testid={`pool-${number}`}>{pool()}</p> : null}
      {draw.units && state !== 'void' ? (
        <p data-testid={`units-${number}`}>{units(draw.units)}</p>
      ) : null}
      {!rain && (state === 'opened' || state === 'announced') ? (
        <Envelope draw={draw} scene={scene} />
      ) : null}
      {state === 'committed' ? null : (
        <a
          class="verify"
          href={`/verify?bundle=${encodeURIComponent(`/proof/draw/${number}.json`)}`}
          target="_blank"
          rel="noopener"
          aria-label={draws.verify_of(number)}
        >
          {draws.verify}
        </a>
      )}
    </article>
  )

  function units({ stock, held }: NonNullable<Draw['units']>): string {
    return state === 'committed'
      ? draws.units_are(stock)
      : draws.units(held, stock - held, stock)
  }

  function pool(): string {
    const whole = yuan(draw.pool_fen)
    if (state === 'committed') return draws.pool_is(whole)
    return draws.pool(yuan(draw.paid_fen), yuan(draw.returned_fen), whole)
  }
}

/** Until the round comes two people can call it off; then only the beacon has a say. */
function ToRound({ draw, scene }: { draw: Draw; scene: Scene }) {
  const { desk, words, now_ms, ask } = scene
  const { draws } = words
  const { number } = draw
  const stands = toRound(draw, now_ms)
  if (stands === 'come') return <p class="no-return">{draws.come}</p>
  return (
    <>
      {stands === 'hall' ? (
        <HallResult draw={draw} scene={scene} />
      ) : (
        <p class="to-round" role="timer" data-testid={`no-return-${number}`}>
          {draws.no_return_in(countdown(draw.round_at_ms - now_ms))}
        </p>
      )}
      <Together
        scene={scene}
        thing={`call_off ${number}`}
        label={draws.call_off}
        testid={`call-off-${number}`}
        can={desk.can('call_off')}
        quiet
        act={() => ask({ what: 'call_off', number })}
      />
    </>
  )
}
