import { count } from '../../format'
import { titleOf } from '../model'
import type { Scene } from '../scene'

/** Hearts of what is on air, and what viewers find wrong with which segment. */
export function Feelings({ scene: { desk, state, words, say } }: { scene: Scene }) {
  const told = words.feelings
  const { hearts = null, flags = [] } = desk.tick ?? {}
  const title = (segment: string) => titleOf({ state, say }, segment)
  return (
    <section class="card" aria-labelledby="feelings-h" data-testid="feelings">
      <h2 id="feelings-h">{told.title}</h2>
      <p class="figure" data-testid="hearts">
        {hearts ? told.hearts(hearts.count, hearts.rate) : told.no_hearts}
      </p>
      {flags
        .filter(({ alert }) => alert)
        .map(({ segment, reason, count: n }) => (
          <p key={`${segment} ${reason}`} class="banner" role="alert" data-testid="flags-alert">
            {told.flag_alert(title(segment), told.reason(reason), n)}
          </p>
        ))}
      <h3>{told.flags}</h3>
      {flags.length === 0 ? (
        <p class="muted">{told.no_flags}</p>
      ) : (
        <ul class="flags">
          {flags.map(({ segment, reason, count: n }) => (
            <li key={`${segment} ${reason}`} data-testid={`flags-${segment}-${reason}`}>
              <span>{title(segment)}</span>
              <span>{told.reason(reason)}</span>
              <span class="figure">{count(n)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
