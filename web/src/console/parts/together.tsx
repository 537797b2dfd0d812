import { countdown } from '../../format'
import { standingOf } from '../model-draws'
import type { Scene } from '../scene'

interface Props {
  scene: Scene
  /** What is proposed, as a proposal's key begins. */
  thing: string
  label: string
  testid: string
  /** Whether its command can be given now. */
  can: boolean
  quiet?: boolean
  /** Ask, or confirm what the other seat asked for with `rest`. */
  act: (rest: string | null) => void
}

/**
 * The button of what takes two people: it asks at the first seat, says there that the other must
 * confirm, and confirms at the other.
 */
export function Together({ scene, thing, label, testid, can, quiet, act }: Props) {
  const { desk, state, words, now_ms } = scene
  const standing = standingOf(state, thing, desk.seat, now_ms)
  const mine = standing?.whose === 'mine'
  const theirs = standing?.whose === 'theirs'
  const left = countdown(standing?.left_ms ?? 0)
  return (
    <span class="together" data-whose={standing?.whose ?? 'none'}>
      {theirs ? <small>{words.draws.theirs(words.seat(standing.by), left)}</small> : null}
      <button
        type="button"
        class={quiet && !standing ? 'act quiet' : 'act'}
        data-testid={testid}
        disabled={!can || mine}
        onClick={() => act(theirs ? standing.rest : null)}
      >
        {mine ? words.draws.mine(left) : theirs ? words.draws.confirm(label) : label}
      </button>
    </span>
  )
}
