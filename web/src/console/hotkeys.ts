import { useEffect, useRef, useState } from 'preact/hooks'
import { keyDown, keyUp, NONE_DOWN, type Down, type Press } from './keys'

/** How long Esc, or the panic button, must be held. */
export const PANIC_HOLD_MS = 1_000

interface Handlers {
  /** Whether a dialog is open: then only Esc counts. */
  readonly busy: boolean
  readonly press: (press: Exclude<Press, 'escape'>) => void
  readonly panic: () => void
  /** Esc came up before its time. */
  readonly cancel: () => void
}

/** Is the key meant for what has the focus? A button with the focus keeps Space for itself. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest('input, textarea, select, [contenteditable]')) return true
  return event.key === ' ' && target?.closest('button, a, summary') != null
}

/**
 * Listen to the hotkeys of the whole page, and to the hold that panic needs: by key here, by a
 * pointer through the returned function. Returns whether panic is being held, too.
 */
export function useHotkeys(handlers: Handlers): [held: boolean, hold: (down: boolean) => void] {
  const latest = useRef(handlers)
  latest.current = handlers
  const [held, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const hold = (down: boolean) => {
    clearTimeout(timer.current)
    setHeld(down)
    if (!down) return
    timer.current = setTimeout(() => {
      setHeld(false)
      latest.current.panic()
    }, PANIC_HOLD_MS)
  }

  useEffect(() => {
    let down: Down = NONE_DOWN
    let escape_ms = 0
    const onDown = (event: KeyboardEvent) => {
      const [now, press] = keyDown(down, event)
      down = now
      if (press === 'escape') {
        escape_ms = performance.now()
        return hold(true)
      }
      // Enter on a button clicks as often as it repeats.
      if (event.repeat && event.key === 'Enter') event.preventDefault()
      if (isTaken(event) || latest.current.busy) return
      if (event.key === ' ') event.preventDefault() // also when repeating: the page must not scroll
      if (press) latest.current.press(press)
    }
    const onUp = (event: KeyboardEvent) => {
      down = keyUp(down, event.code)
      if (event.key !== 'Escape') return
      hold(false)
      if (performance.now() - escape_ms < PANIC_HOLD_MS) latest.current.cancel()
    }
    // A window that loses the focus gets no key-up: nothing is held any more.
    const onBlur = () => {
      down = NONE_DOWN
      hold(false)
    }
    addEventListener('keydown', onDown)
    addEventListener('keyup', onUp)
    addEventListener('blur', onBlur)
    return () => {
      removeEventListener('keydown', onDown)
      removeEventListener('keyup', onUp)
      removeEventListener('blur', onBlur)
      clearTimeout(timer.current)
    }
  }, [])
  return [held, hold]
}
