import { describe, expect, it } from 'vitest'
import { fieldOf, touched } from './touch'

const field = fieldOf(400, 300)
const falling = (id: number, x: number, y: number) => ({ id, x, y, size: 1, angle: 0 })
const none = new Set<number>()

describe('a thumb', () => {
  const air = [falling(1, 0.25, 0.5), falling(2, 0.35, 0.5)]

  it('hits the packet under it, and one a little beside it', () => {
    expect(touched(air, none, field, 100, 150)?.id).toBe(1)
    expect(touched([air[0]!], none, field, 144, 150)?.id).toBe(1)
    expect(touched(air, none, field, 300, 150)).toBeNull()
    expect(touched(air, none, field, 100, 20)).toBeNull()
  })

  it('hits the nearest of two', () => {
    expect(touched(air, none, field, 124, 150)?.id).toBe(2)
    expect(touched(air, none, field, 116, 150)?.id).toBe(1)
  })

  it('does not hit what it has caught already', () => {
    expect(touched(air, new Set([1]), field, 100, 150)?.id).toBe(2)
    expect(touched(air, new Set([1, 2]), field, 100, 150)).toBeNull()
  })

  it('finds packets large enough on every screen', () => {
    expect([fieldOf(240, 300).packet, fieldOf(900, 300).packet]).toEqual([44, 64])
  })
})
