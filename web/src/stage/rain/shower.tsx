import { useEffect, useRef } from 'preact/hooks'
import { Rainfall } from '../../rainfall'
import { cleared } from '../canvas'
import { everyFrame, still } from '../frames'
import { paintLayer, paintPacket } from './packets'

/** Of the screen's height; the far layers are smaller and fainter. */
const FRONT = 0.2
const FAR = [
  { salt: 'far', size: 0.09, alpha: 0.28, lag_ms: 700 },
  { salt: 'middle', size: 0.135, alpha: 0.5, lag_ms: 350 },
] as const

/** How a shower looks that must not move. */
const FROZEN_AT_MS = 9_000

interface Props {
  window: string
  gen: number
  /** Since the opening. */
  since_ms: number
}

/**
 * Red packets over the whole screen. The front layer is the one that falls on every phone; what
 * falls behind it is only to look at, and none of it decides anything.
 */
export function Shower(props: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef(props)
  latest.current = props
  const { window, gen } = props
  useEffect(() => {
    const quiet = still()
    const front = new Rainfall(window, gen)
    const layers = FAR.map((layer) => ({ ...layer, fall: new Rainfall(window + layer.salt, gen) }))
    let sprite: HTMLCanvasElement | null = null
    // The clock of the show comes in steps; the fall goes on smoothly between them.
    let since_ms = latest.current.since_ms
    return everyFrame((passed_ms) => {
      since_ms += passed_ms
      if (Math.abs(since_ms - latest.current.since_ms) > 250) since_ms = latest.current.since_ms
      const fitted = canvas.current && cleared(canvas.current)
      if (!fitted) return
      const { pen, height } = fitted
      const tall = height * FRONT * Math.min(2, devicePixelRatio)
      if (!sprite || Math.abs(sprite.height - tall) > 2) sprite = paintPacket(tall)
      const at = quiet ? FROZEN_AT_MS : since_ms
      for (const { fall, size, alpha, lag_ms } of layers) {
        pen.globalAlpha = alpha
        paintLayer(pen, sprite, fall.at(at - lag_ms), fitted, height * size)
      }
      pen.globalAlpha = 1
      paintLayer(pen, sprite, front.at(at), fitted, height * FRONT * 0.8)
    })
  }, [window, gen])
  return <canvas ref={canvas} class="shower" aria-hidden="true" />
}
