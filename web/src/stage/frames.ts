import { useEffect, useState } from 'preact/hooks'
import type { Live } from '../viewer/live'
import { nextChange } from 'gala-client/board'

/** The longest wait between two looks at the clock, so that seconds fall on time. */
const LOOK_EVERY_MS = 100

/** Draw anew at every message, at every look at the clock, and at the very instant of a cue. */
export function useFrames(live: Live): void {
  const [, draw] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      clearTimeout(timer)
      draw((n) => n + 1)
      const now = live.now()
      const due = now === null ? null : nextChange(live.main, now, live.welcome?.delay_ms ?? 0)
      const wait = due === null || now === null ? LOOK_EVERY_MS : Math.ceil(due - now)
      timer = setTimeout(look, Math.min(LOOK_EVERY_MS, Math.max(4, wait)))
    }
    look()
    const forget = live.subscribe(look)
    return () => {
      clearTimeout(timer)
      forget()
    }
  }, [live])
}

/** Does whoever looks at this screen ask for no motion? */
export function still(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** Call `paint` with the ms since the last frame, until the returned function is called. */
export function everyFrame(paint: (passed_ms: number) => void): () => void {
  let last = performance.now()
  let frame = requestAnimationFrame(function next(now) {
    // A tab that was hidden has missed a while: that is no reason to jump.
    paint(Math.min(100, now - last))
    last = now
    frame = requestAnimationFrame(next)
  })
  return () => cancelAnimationFrame(frame)
}
