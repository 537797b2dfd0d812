import { useState } from 'preact/hooks'
import { countdown } from '../../format'
import { standingOf } from '../model-draws'
import type { Scene } from '../scene'
import type { Draw } from '../state-draws'

const CHARS_MAX = 64

/**
 * What was drawn on stage, typed in by both seats independently: neither is shown what the other
 * has typed, only whether the two agree.
 */
export function HallResult({ draw, scene }: { draw: Draw; scene: Scene }) {
  const { number, committed_ms } = draw
  const { desk, state, words, now_ms } = scene
  const { draws } = words
  const [text, type] = useState('')
  const [sent, send] = useState(false)
  const wait_ms = committed_ms + state.beacon.margin_ms - now_ms
  if (wait_ms > 0) {
    return (
      <p class="to-round" role="timer">
        {draws.hall_in(countdown(wait_ms))}
      </p>
    )
  }
  const standing = standingOf(state, `hall ${number}`, desk.seat, now_ms)
  const mine = standing?.whose === 'mine'
  return (
    <form
      class="hall"
      data-testid={`hall-${number}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (mine || text.trim() === '') return
        send(true)
        void desk.give('hall', { number, text: text.trim() })
      }}
    >
      <label class="field">
        {draws.hall}
        <input
          type="text"
          maxLength={CHARS_MAX}
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="act" disabled={!desk.can('hall') || mine || text.trim() === ''}>
        {draws.hall_do}
      </button>
      <small role="status">{told()}</small>
    </form>
  )

  function told(): string {
    if (mine) return draws.mine(countdown(standing.left_ms))
    if (!standing) return draws.hall_note
    return sent ? draws.hall_differs : draws.hall_theirs(words.seat(standing.by))
  }
}
