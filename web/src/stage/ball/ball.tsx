import { useEffect, useRef } from 'preact/hooks'
import { cleared } from '../canvas'
import { everyFrame, still } from '../frames'
import { paintFlights, paintGlow, paintSpots, type Seat } from './paint'
import { fibonacci, project, speedOf } from './sphere'

const PITCH = 0.32
const SLOWING = 1.2

interface Props {
  /** The codes on the ball; points of light as long as there are none. */
  names: readonly string[]
  /** How many points it has without names. */
  points: number
  /** Until the round comes; null: not known. */
  to_round_ms: number | null
  /** The codes that were drawn, in their order; null before. */
  drawn: readonly string[] | null
  /** Over another picture there is no light behind it; its names have an edge instead. */
  transparent: boolean
}

/**
 * The ball of names. It is a witness and never draws: it turns until others have drawn, and then
 * the codes that were drawn come out of it.
 */
export function Ball(props: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef(props)
  latest.current = props
  // What was drawn before the screen came on is in the envelope already.
  const since_ms = useRef(props.drawn === null ? 0 : Number.POSITIVE_INFINITY)

  useEffect(() => {
    const quiet = still()
    let yaw = 0.4
    let speed = speedOf(null)
    let points = fibonacci(0)
    const paint = (passed_ms: number) => {
      const { names, points: bare, to_round_ms, drawn, transparent } = latest.current
      const n = names.length || bare
      if (points.length !== n) points = fibonacci(n)
      const wanted = speedOf(drawn === null ? to_round_ms : null)
      speed += (wanted - speed) * Math.min(1, (SLOWING * passed_ms) / 1_000)
      if (!quiet) yaw += (speed * passed_ms) / 1_000
      if (drawn !== null) since_ms.current += passed_ms
      const fitted = canvas.current && cleared(canvas.current)
      if (!fitted) return
      const { pen, width, height } = fitted
      const seat = seatOf(width, height)
      if (!transparent) paintGlow(pen, seat)
      paintSpots(pen, seat, project(points, yaw, PITCH), names, transparent)
      if (drawn !== null && !quiet) {
        paintFlights(pen, seat, [width * 0.745, height * 0.5], drawn, since_ms.current)
      }
    }
    return everyFrame(paint)
  }, [])
  return <canvas ref={canvas} class="ball" aria-hidden="true" />
}

/** The ball fills the left of its canvas; on the right the words stand. */
function seatOf(width: number, height: number): Seat {
  const radius = Math.min(width * 0.235, height * 0.45)
  return { x: Math.max(radius * 1.2, width * 0.285), y: height * 0.5, radius }
}
