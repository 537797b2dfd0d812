import { describe, expect, it } from 'vitest'
import { playerOf, Programme, type Media } from './programme'

describe('where in the programme a viewer is', () => {
  it('is by the outlet’s delay without a player', () => {
    const programme = new Programme()
    expect([4_000, 9_000].map((delay) => programme.delay(100_000, delay))).toEqual([4_000, 9_000])
  })

  it('is by the player that knows, and only goes on', () => {
    let media_ms: number | null = null
    const programme = new Programme(() => media_ms)
    expect(programme.delay(100_000, 4_000)).toBe(4_000)
    media_ms = 98_000
    expect(programme.delay(100_100, 4_000)).toBe(2_100)
    media_ms = 90_000
    expect(programme.delay(100_500, 4_000)).toBe(2_500)
    media_ms = null
    expect(programme.delay(101_000, 4_000)).toBe(3_000)
    expect(programme.delay(103_000, 4_000)).toBe(4_000)
  })

  it('is not by a player that shows something else', () => {
    let media_ms = 500_001
    const programme = new Programme(() => media_ms)
    expect(programme.delay(500_000, 4_000)).toBe(4_000)
    media_ms = 500_000 - 120_001
    expect(programme.delay(500_000, 4_000)).toBe(4_000)
  })
})

describe('the player of a page', () => {
  const page = (video: object | null, galaMedia?: Media) =>
    ({ document: { querySelector: () => video }, galaMedia }) as unknown as Window

  it('is what the page says', () => {
    expect(playerOf(page(null, () => 7))()).toBe(7)
  })

  it('is a video that knows when it began', () => {
    const video = { getStartDate: () => new Date(5_000), currentTime: 2.5 }
    expect(playerOf(page(video))()).toBe(7_500)
  })

  it('is nobody where none knows', () => {
    expect(playerOf(page(null))()).toBeNull()
    expect(playerOf(page({ currentTime: 2 }))()).toBeNull()
    expect(playerOf(page({ getStartDate: () => new Date(NaN), currentTime: 2 }))()).toBeNull()
  })
})
