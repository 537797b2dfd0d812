import { count, countdown, yuan } from '../../format'
import { liveFirst, windowRows, type WindowRow } from '../model'
import { isRain } from '../model-draws'
import type { Scene } from '../scene'
import type { Window } from '../state'
import { Root } from './root'
import { WindowHand } from './window-hand'

/** Every window with its live figures. */
export function Windows({ scene }: { scene: Scene }) {
  const { state, words } = scene
  return (
    <section class="card" aria-labelledby="windows-h" data-testid="windows">
      <h2 id="windows-h">{words.windows}</h2>
      {state.windows.length === 0 ? <p class="muted">{words.no_windows}</p> : null}
      {liveFirst(state.windows).map((window) => (
        // A new card for each state: Chromium keeps the old colours of one that moves as it changes.
        <WindowCard key={`${window.id} ${window.state}`} window={window} scene={scene} />
      ))}
    </section>
  )
}

function WindowCard({ window, scene }: { window: Window; scene: Scene }) {
  const { desk, state, words, say, now_ms } = scene
  const told = desk.tick?.windows.find((one) => one.id === window.id && one.gen === window.gen)
  const rain = isRain(state, window)
  const columns = window.stocked
    ? [words.stock, words.sold, words.left_units]
    : [rain ? words.chances : words.entries]
  const rows = windowRows(window, desk.tick, now_ms)
  const table = (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.outlet}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.outlet} data-testid={`window-${window.id}-${row.outlet}`}>
            <th scope="row">
              {title(row.outlet)} <small>{until(row)}</small>
            </th>
            {(window.stocked ? [row.stock, row.sold, row.left] : [row.sold]).map((n, i) => (
              <td key={i}>{count(n)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <article class="window" data-testid={`window-${window.id}`} data-state={window.state}>
      <header>
        <h3>{say(window.goods)}</h3>
        <span class="state">
          {window.state === 'open' && !window.stocked
            ? words.taking_entries
            : words.window_state[window.state]}
        </span>
      </header>
      <p class="meta">
        <span>{kind()}</span>
        {window.gen > 1 ? <span>{words.opening(window.gen)}</span> : null}
        {told ? (
          <>
            <span>{words.rate(told.rate)}</span>
            {window.stocked ? <span>{words.turned_away(told.turned_away)}</span> : null}
          </>
        ) : null}
      </p>
      {window.frozen ? (
        <p class="meta frozen" data-testid={`frozen-${window.id}`}>
          <Root
            hex={window.frozen.root}
            label={words.frozen(window.frozen.entries, window.stocked)}
          />
        </p>
      ) : null}
      <WindowHand window={window} scene={scene} />
      {window.state === 'settled' ? (
        <details>
          <summary>{summed()}</summary>
          {table}
        </details>
      ) : (
        table
      )}
    </article>
  )

  function kind(): string {
    if (window.stocked) return yuan(window.price_fen)
    return rain ? words.rain_word : words.entries_word
  }

  function summed(): string {
    const sum = (figure: 'stock' | 'sold') => rows.reduce((n, row) => n + row[figure], 0)
    return window.stocked ? words.sold_of(sum('sold'), sum('stock')) : words.given(sum('sold'))
  }

  function title(id: string): string {
    const outlet = state.outlets.find((one) => one.id === id)
    return outlet ? say(outlet.title) : id
  }

  function until({ opens_in_ms, closes_in_ms }: WindowRow): string {
    if (opens_in_ms !== null) return words.opens_in(countdown(opens_in_ms))
    return closes_in_ms === null ? '' : words.closes_in(countdown(closes_in_ms))
  }
}
