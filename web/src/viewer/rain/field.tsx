import { useEffect, useRef, useState } from 'preact/hooks'
import { Rainfall } from '../../rainfall'
import { Game } from './game'

interface Props {
  window: string
  gen: number
  opens_at_ms: number
  label: string
  /** The show's clock. */
  now: () => number | null
  tapped: () => boolean
}

/** The field on which packets fall. Whoever cannot tap has the button below it. */
export function Field({ window, gen, opens_at_ms, label, now, tapped }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef(tapped)
  latest.current = tapped
  useEffect(() => {
    if (!canvas.current) return
    const game = new Game(canvas.current, {
      rainfall: new Rainfall(window, gen),
      since: () => (now() ?? opens_at_ms) - opens_at_ms,
      tapped: () => latest.current(),
    })
    return () => game.stop()
  }, [window, gen, opens_at_ms])
  return <canvas ref={canvas} class="field-sky" role="img" aria-label={label} />
}

/** Whether this person has asked for pages that do not move. */
export function useStill(): boolean {
  const [query] = useState(() => matchMedia('(prefers-reduced-motion: reduce)'))
  const [still, setStill] = useState(query.matches)
  useEffect(() => {
    const look = () => setStill(query.matches)
    // Safari learnt addEventListener here in version 14.
    if (!query.addEventListener) return
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [query])
  return still
}
