import { segmentOf, titleOf } from '../model'
import { latestFirst } from '../model-draws'
import type { Scene } from '../scene'
import { DrawCard } from './draw-card'
import { Together } from './together'

/** Everything that is drawn tonight: what waits for two people first, then the latest draws. */
export function Draws({ scene }: { scene: Scene }) {
  const { desk, state, words, say, ask } = scene
  const { draws } = words
  if (state.draws.length === 0 && state.segments.every(({ draw }) => draw === null)) return null
  const titled = (id: string) => titleOf({ state, say }, id)
  const empty = state.draws.length + state.waiting_draws.length + state.given_up.length === 0
  return (
    <section class="card draws" aria-labelledby="draws-h" data-testid="draws">
      <h2 id="draws-h">{draws.title}</h2>
      <p class="beacon" data-testid="beacon" data-kind={state.beacon.kind}>
        {draws.beacon[state.beacon.kind]}
      </p>
      {state.waiting_draws.map((segment) => (
        <article key={segment} class="draw waiting" data-testid={`waiting-${segment}`}>
          <p>{draws.waiting(titled(segment))}</p>
          <small class="muted">{draws.two}</small>
          <Together
            scene={scene}
            thing={`draw ${segment}`}
            label={draws.commit}
            testid={`commit-${segment}`}
            can={desk.can('draw')}
            act={() => ask({ what: 'draw', segment })}
          />
        </article>
      ))}
      {latestFirst(state).map((draw) => (
        <DrawCard key={draw.number} draw={draw} title={titled(draw.segment)} scene={scene} />
      ))}
      {state.given_up.map(({ segment, reason }) => (
        <article key={segment} class="draw" data-state="void" data-testid={`given-up-${segment}`}>
          <p>
            {draws.given_up(titled(segment))}
            {': '}
            {[
              draws.given_up_reason[reason] ?? reason,
              segmentOf(state, segment)?.draw === 'rain' ? draws.returned_whole : draws.no_prize,
            ].join(' · ')}
          </p>
        </article>
      ))}
      {empty ? <p class="muted">{draws.none}</p> : null}
    </section>
  )
}
