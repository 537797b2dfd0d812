import { bow, flightAt } from './flights'
import type { Spot } from './sphere'

/** Where the ball is on its canvas, in CSS pixels. */
export interface Seat {
  readonly x: number
  readonly y: number
  readonly radius: number
}

const FONT = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'

/** Fonts of few sizes: a browser keeps the letters of a size that it has drawn. */
const STEPS = 5

/** The light in which the ball hangs. */
export function paintGlow(pen: CanvasRenderingContext2D, { x, y, radius }: Seat): void {
  const glow = pen.createRadialGradient(x, y - radius * 0.2, radius * 0.1, x, y, radius * 1.25)
  glow.addColorStop(0, 'rgba(150, 76, 170, 0.42)')
  glow.addColorStop(0.6, 'rgba(74, 30, 98, 0.3)')
  glow.addColorStop(1, 'rgba(13, 7, 20, 0)')
  pen.fillStyle = glow
  pen.fillRect(x - radius * 1.3, y - radius * 1.3, radius * 2.6, radius * 2.6)
}

/** The spots, the far ones first and faint: a name each, or a point of light without one. */
export function paintSpots(
  pen: CanvasRenderingContext2D,
  seat: Seat,
  spots: readonly Spot[],
  names: readonly string[],
  edged: boolean,
): void {
  const size = fontOf(seat.radius, spots.length)
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.lineJoin = 'round'
  pen.lineWidth = size * 0.22
  pen.strokeStyle = 'rgba(13, 7, 20, 0.85)'
  for (const spot of spots) {
    const x = seat.x + spot.x * seat.radius
    const y = seat.y + spot.y * seat.radius
    const name = names[spot.i]
    pen.globalAlpha = 0.06 + 0.94 * spot.near ** 2.2
    pen.fillStyle = spot.near > 0.82 ? '#ffe9b8' : spot.near > 0.5 ? '#f6cd74' : '#c3a1ff'
    if (name === undefined) {
      pen.beginPath()
      pen.arc(x, y, seat.radius * 0.011 * spot.scale * (0.6 + spot.near), 0, 2 * Math.PI)
      pen.fill()
    } else {
      const step = Math.round(spot.near * STEPS) / STEPS
      pen.font = `600 ${(size * (0.66 + 0.62 * step)).toFixed(1)}px ${FONT}`
      if (edged && spot.near > 0.5) pen.strokeText(name, x, y)
      pen.fillText(name, x, y)
    }
  }
  pen.globalAlpha = 1
}

/** The codes on their way from the ball to `to`, `since_ms` after it was opened. */
export function paintFlights(
  pen: CanvasRenderingContext2D,
  seat: Seat,
  to: readonly [number, number],
  codes: readonly string[],
  since_ms: number,
): void {
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  for (const [i, code] of codes.entries()) {
    const share = flightAt(i, codes.length, since_ms)
    if (share <= 0 || share >= 1) continue
    const [x, y] = bow([seat.x, seat.y], to, share)
    const size = seat.radius * (0.05 + 0.11 * Math.sin(Math.PI * Math.min(1, share * 1.15)))
    pen.globalAlpha = Math.min(1, share * 6, (1 - share) * 4)
    pen.font = `700 ${size.toFixed(1)}px ${FONT}`
    const width = pen.measureText(code).width + size
    pen.fillStyle = '#fff5e4'
    pen.beginPath()
    pen.rect(x - width / 2, y - size * 0.85, width, size * 1.7)
    pen.fill()
    pen.fillStyle = '#8d1518'
    pen.fillText(code, x, y)
  }
  pen.globalAlpha = 1
}

/** As large as so many names on a ball leave room for. */
function fontOf(radius: number, n: number): number {
  return Math.min(radius * 0.062, (radius * 0.62) / Math.sqrt(Math.max(1, n)))
}
