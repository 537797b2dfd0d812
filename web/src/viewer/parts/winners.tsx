import { codeOf } from '../../pseudonym'
import type { Scene } from '../scene'

/** One row of a list of winners. */
export interface Listed {
  readonly place: number
  readonly pseudonym: string
  readonly prize: string
}

const ROWS_MAX = 12

/** Who won what, by the codes of the night; my own row is always among them, and lit. */
export function Winners(props: {
  rows: readonly Listed[]
  count: number
  mine: string | null
  scene: Scene
}) {
  const { rows, count, mine, scene } = props
  const told = scene.words.lots.draw
  const own = rows.findIndex(({ pseudonym }) => pseudonym === mine)
  const first = rows.slice(0, ROWS_MAX)
  const shown = own < ROWS_MAX ? first : [...first.slice(0, -1), ...rows.slice(own, own + 1)]
  const more = count - shown.length
  if (shown.length === 0) return null
  return (
    <>
      <h3 class="winners-h">{told.winners}</h3>
      <ol class="winners" data-testid="winners">
        {shown.map(({ place, pseudonym, prize }) => (
          <li key={place} data-mine={pseudonym === mine}>
            <span class="winners-prize">{prize}</span>
            <span class="winners-code" translate={false}>
              {codeOf(pseudonym)}
            </span>
            {pseudonym === mine ? <span class="winners-you">{told.you}</span> : null}
          </li>
        ))}
      </ol>
      {more > 0 ? <p class="small">{told.more(more)}</p> : null}
    </>
  )
}
