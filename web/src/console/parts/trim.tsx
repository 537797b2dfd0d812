import { useState } from 'preact/hooks'
import type { Scene } from '../scene'
import type { Outlet } from '../state'

const STEP_MS = 100
const DELAY_MS_MAX = 120_000

/** How far an outlet is behind the stage, to be trimmed while the show is on. */
export function Trim({ outlet, scene }: { outlet: Outlet; scene: Scene }) {
  const { desk, words, say } = scene
  const { id, delay_ms, planned_ms } = outlet
  const [draft, write] = useState<string | null>(null)
  const off = !desk.can('delay')
  const title = say(outlet.title)
  const by = (by_ms: number) => void desk.give('delay', { outlet: id, by_ms })
  const enter = () => {
    const asked = draft === null || draft.trim() === '' ? NaN : Number(draft)
    write(null)
    const fits = Number.isInteger(asked) && asked >= 0 && asked <= DELAY_MS_MAX
    if (fits && asked !== delay_ms) {
      void desk.give('delay', { outlet: id, number: asked })
    }
  }
  return (
    <form
      class="trim"
      data-testid={`trim-${id}`}
      title={words.rooms.trim_note}
      onSubmit={(event) => {
        event.preventDefault()
        // To leave it is to enter it; and the keyboard is the desk's again.
        event.currentTarget.querySelector('input')?.blur()
      }}
    >
      <button
        type="button"
        class="small"
        data-testid={`trim-${id}-less`}
        disabled={off || delay_ms === 0}
        aria-label={words.rooms.trim_less(title)}
        onClick={() => by(-STEP_MS)}
      >
        −
      </button>
      <label>
        <span class="sr-only">{words.rooms.trim(title)}</span>
        <input
          type="number"
          min={0}
          max={DELAY_MS_MAX}
          step={1}
          inputMode="numeric"
          data-testid={`trim-${id}-ms`}
          disabled={off}
          value={draft ?? String(delay_ms)}
          onInput={(event) => write(event.currentTarget.value)}
          onBlur={enter}
        />{' '}
        ms
      </label>
      <button
        type="button"
        class="small"
        data-testid={`trim-${id}-more`}
        disabled={off || delay_ms >= DELAY_MS_MAX}
        aria-label={words.rooms.trim_more(title)}
        onClick={() => by(STEP_MS)}
      >
        +
      </button>
      {delay_ms === planned_ms ? null : <small>{words.rooms.planned(planned_ms)}</small>}
    </form>
  )
}
