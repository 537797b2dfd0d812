import { count, countdown, yuan } from '../../format'
import { windowRows, type WindowRow } from '../model'
import type { Scene } from '../scene'
import type { Window } from '../state'

/** Every window with its live figures. */
export function Windows({ scene }: { scene: Scene }) {
  const { state, words } = scene
  return (
    <section class="card" aria-labelledby="windows-h" data-testid="windows">
      <h2 id="windows-h">{words.windows}</h2>
      {state.windows.length === 0 ? <p class="muted">{words.no_windows}</p> : null}
      {state.windows.map((window) => (
        <WindowCard key={window.id} window={window} scene={scene} />
      ))}
    </section>
  )
}

function WindowCard({ window, scene }: { window: Window; scene: Scene }) {
  const { desk, state, words, say, now_ms } = scene
  const told = desk.tick?.windows.find((one) => one.id === window.id && one.gen === window.gen)
  const title = (id: string) => {
    const outlet = state.outlets.find((one) => one.id === id)
    return outlet ? say(outlet.title) : id
  }
  return (
    <article class="window" data-testid={`window-${window.id}`} data-state={window.state}>
      <header>
        <h3>{say(window.goods)}</h3>
        <span class="state">{words.window_state[window.state]}</span>
      </header>
      <p class="meta">
        <span>{yuan(window.price_fen)}</span>
        {window.gen > 1 ? <span>{words.opening(window.gen)}</span> : null}
        {told ? (
          <>
            <span>{words.rate(told.rate)}</span>
            <span>{words.turned_away(told.turned_away)}</span>
          </>
        ) : null}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.outlet}</th>
            <th scope="col">{words.stock}</th>
            <th scope="col">{words.sold}</th>
            <th scope="col">{words.left_units}</th>
          </tr>
        </thead>
        <tbody>
          {windowRows(window, desk.tick, now_ms).map((row) => (
            <tr key={row.outlet} data-testid={`window-${window.id}-${row.outlet}`}>
              <th scope="row">
                {title(row.outlet)} <small>{until(row)}</small>
              </th>
              <td>{count(row.stock)}</td>
              <td>{count(row.sold)}</td>
              <td>{count(row.left)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )

  function until({ opens_in_ms, closes_in_ms }: WindowRow): string {
    if (opens_in_ms !== null) return words.opens_in(countdown(opens_in_ms))
    return closes_in_ms === null ? '' : words.closes_in(countdown(closes_in_ms))
  }
}
