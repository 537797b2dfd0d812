import { useState } from 'preact/hooks'
import { count } from '../../format'
import { REASONS } from 'gala-client/messages'
import type { Scene } from '../scene'

/** Hearts that rise at once, at most: an old phone draws them all. */
const RISING_MAX = 8

/** A heart for what is on air, and a word to the crew when something is wrong with it. */
export function Feelings({ segment, scene }: { segment: string; scene: Scene }) {
  return (
    <div class="feelings">
      <Heart segment={segment} scene={scene} />
      <Flag segment={segment} scene={scene} />
    </div>
  )
}

function Heart({ segment, scene: { live, words } }: { segment: string; scene: Scene }) {
  const [rising, rise] = useState<readonly number[]>([])
  const takes = live.feelings.taken
  const hearts = live.feelings.of(segment)
  const tap = () => {
    live.feelings.tap()
    const next = (rising[rising.length - 1] ?? 0) + 1
    rise([...rising, next].slice(-RISING_MAX))
  }
  return (
    <button
      type="button"
      class="heart"
      data-testid="heart"
      disabled={!takes}
      title={takes ? undefined : words.feelings.resting}
      aria-label={
        takes ? `${words.feelings.heart} · ${words.feelings.hearts(hearts)}` : words.feelings.resting
      }
      onClick={tap}
    >
      <span aria-hidden="true">♥</span>
      {takes ? (
        <span class="figure" data-testid="hearts">
          {count(hearts)}
        </span>
      ) : null}
      {rising.map((one) => (
        <i
          key={one}
          class="rising"
          data-way={one % 3}
          aria-hidden="true"
          onAnimationEnd={() => rise((now) => now.filter((other) => other !== one))}
        >
          ♥
        </i>
      ))}
    </button>
  )
}

function Flag({ segment, scene: { live, words } }: { segment: string; scene: Scene }) {
  const { feelings } = words
  const online = live.link === 'open'
  return (
    <details class="flag" data-testid="flag">
      <summary>{feelings.flag}</summary>
      <p>{online ? feelings.flag_lead : feelings.offline}</p>
      <ul>
        {REASONS.map((reason) => {
          const told = live.feelings.flagged(segment, reason)
          return (
            <li key={reason}>
              <button
                type="button"
                disabled={told || !online}
                data-testid={`flag-${reason}`}
                onClick={() => live.feelings.flag(segment, reason)}
              >
                {feelings.reasons[reason]}
                {told ? ` · ${feelings.flagged}` : ''}
              </button>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
