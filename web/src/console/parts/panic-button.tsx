import { useRef } from 'preact/hooks'
import { PANIC_HOLD_MS } from '../hotkeys'
import type { Scene } from '../scene'
import { KeyHint } from './key-hint'

/**
 * Panic: held for a second it needs no confirmation. A short press, or one that cannot be held
 * (a screen reader's), asks first. While the card is up, the button brings the show back.
 */
export function PanicButton({ scene }: { scene: Scene }) {
  const { desk, state, words, panic_held, hold_panic, ask } = scene
  const down_ms = useRef(0)
  if (state.phase === 'panic') {
    return (
      <button
        // Another element than the panic button: letting that one go must not press this one.
        key="clear"
        type="button"
        class="key clear"
        data-testid="clear"
        disabled={!desk.can('clear')}
        onClick={() => void desk.give('clear')}
      >
        {words.clear}
      </button>
    )
  }
  return (
    <button
      key="panic"
      type="button"
      class="key panic"
      data-testid="panic"
      data-held={panic_held}
      disabled={!desk.can('panic')}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        down_ms.current = performance.now()
        hold_panic(true)
      }}
      onPointerUp={() => hold_panic(false)}
      onPointerLeave={() => hold_panic(false)}
      onPointerCancel={() => hold_panic(false)}
      onClick={(event) => {
        const held = event.detail > 0 && performance.now() - down_ms.current >= PANIC_HOLD_MS
        if (!held) ask({ what: 'panic' })
      }}
    >
      {words.panic} <KeyHint>{words.key.esc}</KeyHint>
    </button>
  )
}
