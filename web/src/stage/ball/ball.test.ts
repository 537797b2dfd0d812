import { describe, expect, it } from 'vitest'
import { bow, flightAt } from './flights'
import { fibonacci, project, speedOf } from './sphere'

describe('the ball', () => {
  it('is a sphere with its points far apart', () => {
    const points = fibonacci(300)
    for (const { x, y, z } of points) expect(Math.hypot(x, y, z)).toBeCloseTo(1)
    const [first, ...rest] = points
    const nearest = Math.min(
      ...rest.map((p) => Math.hypot(p.x - first!.x, p.y - first!.y, p.z - first!.z)),
    )
    expect(nearest).toBeGreaterThan(0.08)
    expect(fibonacci(0)).toEqual([])
  })

  it('is painted from the back to the front, the front larger', () => {
    const spots = project(fibonacci(50), 0.7, 0.3)
    expect(new Set(spots.map(({ i }) => i)).size).toBe(50)
    for (let n = 1; n < spots.length; n++) {
      expect(spots[n]!.near).toBeGreaterThanOrEqual(spots[n - 1]!.near)
      expect(spots[n]!.scale).toBeGreaterThanOrEqual(spots[n - 1]!.scale)
    }
  })

  it('comes round again', () => {
    const points = fibonacci(9)
    const again = project(points, 2 * Math.PI, 0.3)
    project(points, 0, 0.3).forEach((spot, n) => expect(again[n]!.x).toBeCloseTo(spot.x))
  })

  it('is faster the nearer the round is, and never stands', () => {
    const speeds = [null, 60_000, 9_000, 3_000, 0, -1_000].map(speedOf)
    expect(speeds[0]).toBeGreaterThan(0)
    expect(speeds[1]).toBe(speeds[0])
    expect(speeds[2]! < speeds[3]! && speeds[3]! < speeds[4]!).toBe(true)
    expect(speeds[5]).toBe(speeds[4])
  })
})

describe('the flights', () => {
  it('follow one another and have landed before the envelope opens', () => {
    for (const n of [1, 4, 64]) {
      for (let i = 1; i < n; i++) {
        expect(flightAt(i, n, 1_000)).toBeLessThanOrEqual(flightAt(i - 1, n, 1_000))
      }
      expect(flightAt(n - 1, n, 0)).toBe(0)
      expect(flightAt(n - 1, n, 3_400)).toBe(1)
    }
    expect(flightAt(3, 4, Number.POSITIVE_INFINITY)).toBe(1)
  })

  it('lead from the ball to the envelope', () => {
    expect(bow([0, 0], [10, 5], 0)).toEqual([0, 0])
    const [x, y] = bow([0, 0], [10, 5], 1)
    expect([x, y]).toEqual([expect.closeTo(10), expect.closeTo(5)])
    expect(bow([0, 0], [10, 0], 0.3)[1]).toBeLessThan(0)
  })
})
