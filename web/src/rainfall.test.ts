import { describe, expect, it } from 'vitest'
import { Rainfall } from './rainfall'

describe('what falls in a rain', () => {
  it('is the same on every screen', () => {
    const here = new Rainfall('red-rain', 1)
    const there = new Rainfall('red-rain', 1)
    for (const ms of [0, 1_234, 60_000]) expect(there.at(ms)).toEqual(here.at(ms))
  })

  it('is another one for another opening', () => {
    expect(new Rainfall('red-rain', 2).at(5_000)).not.toEqual(new Rainfall('red-rain', 1).at(5_000))
  })

  it('has not begun before the opening', () => {
    expect(new Rainfall('w', 1).at(-1)).toEqual([])
    expect(new Rainfall('w', 1).at(0)).toHaveLength(1)
  })

  it('falls from above the screen to under it, inside its sides, never too thick', () => {
    const rain = new Rainfall('w', 1)
    const heights = new Map<number, number>()
    for (let ms = 0; ms < 20_000; ms += 16) {
      const air = rain.at(ms)
      expect(air.length).toBeLessThan(20)
      for (const { id, x, y } of air) {
        expect(x > 0.05 && x < 0.95).toBe(true)
        expect(y).toBeGreaterThanOrEqual(heights.get(id) ?? -0.17)
        heights.set(id, y)
      }
    }
    const fallen = [...heights.values()].filter((y) => y > 1.1)
    expect(fallen.length).toBeGreaterThan(60)
  })
})
