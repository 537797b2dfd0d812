import { healthOf, loaded } from '../model'
import type { Scene } from '../scene'
import { Shedding } from './shedding'

/** What carries the show: edges, conductor, store. */
export function System({ scene }: { scene: Scene }) {
  const { desk, state, words } = scene
  const edges = desk.tick?.edges ?? []
  const late_ms = desk.tick?.store.late_ms ?? 0
  const promise = desk.store ? desk.store.in_force : ''
  const { n, m } = loaded(state, desk.tick)
  return (
    <section class="card" aria-labelledby="system-h" data-testid="system">
      <h2 id="system-h">{words.system}</h2>
      <dl>
        <dt>{words.conductor}</dt>
        <dd data-testid="conductor">
          {state.holder === '' ? words.nobody : `${state.holder} · ${words.epoch(state.epoch)}`}
        </dd>
        <dt>{words.store}</dt>
        <dd data-testid="store" data-kept={desk.store?.kept ?? true}>
          {promise === null ? words.store_stopped : words.promised(promise)}
          {late_ms > 0 ? ` · ${words.late(late_ms)}` : ''}
        </dd>
        <dt>{words.edges}</dt>
        <dd>{edges.length === 0 ? words.no_edges : words.health_loaded(n, m)}</dd>
      </dl>
      <ul class="edges">
        {edges.map((edge) => {
          const health = healthOf(edge, state.loaded_seq)
          return (
            <li key={edge.id} data-testid={`edge-${edge.id}`} data-health={health}>
              <span>{edge.id}</span>
              <span class="figure">
                {words.edge_viewers(edge.viewers)}
                {edge.behind > 0 ? ` · ${words.edge_behind(edge.behind)}` : ''}
                {edge.level > 0 ? (
                  <b class="sheds" data-testid={`sheds-${edge.id}`}>
                    {` · ${words.feelings.edge_sheds(edge.level, edge.lag_ms)}`}
                  </b>
                ) : null}
              </span>
              <span class="state">{words.health[health]}</span>
            </li>
          )
        })}
      </ul>
      <Shedding scene={scene} />
    </section>
  )
}
