/** The geometry of the ball: a unit sphere, turned and seen in perspective. Pure. */
export interface Point {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** A point as it is seen: lengths in radii of the ball, y downwards. */
export interface Spot {
  /** Which of the points. */
  readonly i: number
  readonly x: number
  readonly y: number
  /** 0 at the back, 1 in front. */
  readonly near: number
  /** How much larger or smaller than at the middle it looks. */
  readonly scale: number
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

/** The eye is so many radii from the middle. */
const EYE = 3.4

/** `n` points spread evenly over the sphere, along a spiral of Fibonacci. */
export function fibonacci(n: number): Point[] {
  return Array.from({ length: n }, (_, i) => {
    const y = 1 - (2 * i + 1) / n
    const r = Math.sqrt(1 - y * y)
    const angle = i * GOLDEN_ANGLE
    return { x: r * Math.cos(angle), y, z: r * Math.sin(angle) }
  })
}

/** The points turned by `yaw` around the upright axis, tilted by `pitch`; the far ones first. */
export function project(points: readonly Point[], yaw: number, pitch: number): Spot[] {
  const [sin, cos] = [Math.sin(yaw), Math.cos(yaw)]
  const [tilt_sin, tilt_cos] = [Math.sin(pitch), Math.cos(pitch)]
  const spots = points.map(({ x, y, z }, i) => {
    const turned_z = z * cos - x * sin
    const depth = turned_z * tilt_cos + y * tilt_sin
    const scale = EYE / (EYE - depth)
    return {
      i,
      x: (x * cos + z * sin) * scale,
      y: -(y * tilt_cos - turned_z * tilt_sin) * scale,
      near: (depth + 1) / 2,
      scale,
    }
  })
  return spots.sort((a, b) => a.near - b.near)
}

const SLOW = 0.28
const FAST = 2.4
const RISE_MS = 12_000

/** Radians a second: calm, and faster as the round nears; full speed until it is opened. */
export function speedOf(to_round_ms: number | null): number {
  if (to_round_ms === null) return SLOW
  const near = 1 - Math.min(1, Math.max(0, to_round_ms / RISE_MS))
  return SLOW + (FAST - SLOW) * near * near
}
