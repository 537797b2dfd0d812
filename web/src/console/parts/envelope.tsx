import { codeOf } from '../../pseudonym'
import { byPrize, standingOf } from '../model-draws'
import type { Scene } from '../scene'
import type { Draw, Winner } from '../state-draws'
import { Together } from './together'

/** Lists longer than this are folded, so that the card keeps its place on the desk. */
const SHOWN = 6

/** Who was drawn, seen by the crew alone until somebody opens the envelope. */
export function Envelope({ draw, scene }: { draw: Draw; scene: Scene }) {
  const { desk, words } = scene
  const { draws } = words
  const { number, winners, alternates, passed_over } = draw
  const list = <Winners draw={draw} scene={scene} />
  return (
    <>
      {draw.state === 'opened' ? (
        <p class="together">
          <button
            type="button"
            class="act"
            data-testid={`announce-${number}`}
            disabled={!desk.can('announce')}
            onClick={() => void desk.give('announce', { number })}
          >
            {draws.announce}
          </button>
          <small>{draws.announce_note}</small>
        </p>
      ) : null}
      {winners.length > SHOWN ? (
        <details>
          <summary>
            {byPrize(winners)
              .map(([prize, won]) => summed(prize, won))
              .join(' · ')}
          </summary>
          {list}
        </details>
      ) : (
        list
      )}
      <p class="meta">
        <span>{draws.alternates(alternates.length)}</span>
        {passed_over.length > 0 ? <span>{draws.passed_over(passed_over.length)}</span> : null}
      </p>
    </>
  )

  function summed(prize: Winner, won: readonly Winner[]): string {
    return `${scene.say(prize.prize_title)} ${draws.prizes_of(won.length)}`
  }
}

function Winners({ draw, scene }: { draw: Draw; scene: Scene }) {
  const { desk, state, words, say, now_ms, ask } = scene
  const { draws } = words
  const { number } = draw
  return (
    <ul class="winners">
      {draw.winners.map(({ place, prize_title, pseudonym }) => {
        const who = codeOf(pseudonym)
        const thing = `pass_over ${number} ${place}`
        const standing = standingOf(state, thing, desk.seat, now_ms)
        return (
          <li key={place} data-testid={`winner-${number}-${place}`}>
            <code title={pseudonym}>{who}</code>
            <span class="prize">
              {say(prize_title)} <small>{draws.place(place + 1)}</small>
            </span>
            {standing ? (
              <small class="reason">{draws.pass_over_asked(who, standing.rest)}</small>
            ) : null}
            <Together
              scene={scene}
              thing={thing}
              label={draws.pass_over}
              testid={`pass-over-${number}-${place}`}
              can={desk.can('pass_over')}
              quiet
              act={(reason) => ask({ what: 'pass_over', number, place, who, reason })}
            />
          </li>
        )
      })}
    </ul>
  )
}
