import { count } from '../../format'
import { canTopUp, isLive, moreOf, revocable } from '../model-windows'
import type { Scene } from '../scene'
import type { Window } from '../state'
import { Together } from './together'

/**
 * What people can do to a window, and what they did. Each button names the opening in view. There
 * are no hotkeys: none of it is so urgent that a slip of a finger may do it.
 */
export function WindowHand({ window, scene }: { window: Window; scene: Scene }) {
  const { desk, words, ask } = scene
  const { hand } = words
  const { id, gen, state } = window
  const seen = { window: id, gen }
  const paused = state === 'paused'
  const live = isLive(window)
  const openings = revocable(window)
  return (
    <>
      {live || canTopUp(window) ? (
        <p class="hand" role="group" aria-label={hand.of(scene.say(window.goods))}>
          {live && paused ? (
            <button
              type="button"
              class="act"
              data-testid={`resume-window-${id}`}
              disabled={!desk.can('resume_window') || window.counting}
              onClick={() => void desk.give('resume_window', seen)}
            >
              {window.counting ? hand.counting : hand.resume}
            </button>
          ) : null}
          {live && !paused ? (
            <button
              type="button"
              class="act quiet"
              data-testid={`pause-window-${id}`}
              disabled={!desk.can('pause_window')}
              onClick={() => void desk.give('pause_window', seen)}
            >
              {hand.pause}
            </button>
          ) : null}
          {canTopUp(window) ? (
            <Together
              scene={scene}
              thing={`top_up ${id} ${gen}`}
              label={hand.top_up}
              testid={`top-up-${id}`}
              can={desk.can('top_up')}
              quiet
              act={(rest) =>
                ask({ what: 'top_up', ...seen, more: rest === null ? null : moreOf(rest) })
              }
            />
          ) : null}
          {live ? (
            <button
              type="button"
              class="act quiet"
              data-testid={`close-window-${id}`}
              disabled={!desk.can('close_window')}
              onClick={() => ask({ what: 'close_window', ...seen })}
            >
              {hand.close}
            </button>
          ) : null}
        </p>
      ) : null}
      {openings.length > 0 ? (
        <p class="hand">
          {openings.map((opening) => (
            <Together
              key={opening}
              scene={scene}
              thing={`revoke ${id} ${opening}`}
              label={hand.revoke_of(opening)}
              testid={`revoke-${id}-${opening}`}
              can={desk.can('revoke')}
              quiet
              act={(reason) => ask({ what: 'revoke', ...seen, opening, reason })}
            />
          ))}
        </p>
      ) : null}
      <Done window={window} scene={scene} />
    </>
  )
}

/** What was done, for everybody to read: who and why. */
function Done({ window, scene }: { window: Window; scene: Scene }) {
  const { state, words, say } = scene
  const { hand } = words
  const revoked = window.openings.filter((one) => one.revoked !== null)
  if (window.top_ups.length + revoked.length === 0) return null
  return (
    <ul class="done-by-hand" data-testid={`by-hand-${window.id}`}>
      {window.top_ups.map((one, i) => (
        <li key={i}>
          {hand.topped_up(count(one.units), outletOf(one.outlet), one.reason)}{' '}
          <small>{hand.by(words.seat(one.by), words.seat(one.second))}</small>
        </li>
      ))}
      {revoked.map(({ gen, sold, revoked }) => (
        <li key={`r${gen}`} class="void">
          {hand.revoked(gen, count(sold), revoked ?? '')}
        </li>
      ))}
    </ul>
  )

  function outletOf(id: string): string {
    const outlet = state.outlets.find((one) => one.id === id)
    return outlet ? say(outlet.title) : id
  }
}
