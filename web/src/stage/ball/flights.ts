/** The codes that were drawn fly out of the ball one after another. Pure. */

const FLIGHT_MS = 1_100
const APART_MS_MAX = 450
/** The last one lands before the clock opens the envelope. */
const ALL_MS = 3_400

/** How far the `i`th of `n` has got after `since_ms`: 0 in the ball, 1 in the envelope. */
export function flightAt(i: number, n: number, since_ms: number): number {
  const apart = Math.min(APART_MS_MAX, (ALL_MS - FLIGHT_MS) / Math.max(1, n - 1))
  return Math.min(1, Math.max(0, (since_ms - i * apart) / FLIGHT_MS))
}

/** The place of a flight between two points: a bow, quick at first and soft at its end. */
export function bow(
  from: readonly [number, number],
  to: readonly [number, number],
  share: number,
): [number, number] {
  const eased = 1 - (1 - share) ** 3
  const height = Math.hypot(to[0] - from[0], to[1] - from[1]) * 0.28
  return [
    from[0] + (to[0] - from[0]) * eased,
    from[1] + (to[1] - from[1]) * eased - Math.sin(Math.PI * eased) * height,
  ]
}
