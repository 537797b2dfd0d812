import { describe, expect, it } from 'vitest'
import vectors from '../../../tests/vectors/steering.json'
import { momentMs, order, spreadMs } from './steering'

describe('steering', () => {
  for (const one of vectors.cases) {
    it(`${one.segment} ${one.pseudonym}`, () => {
      const rooms = one.rooms.map(([room, weight]) => ({
        room: String(room),
        weight: Number(weight),
      }))
      expect(order(one.segment, one.pseudonym, rooms)).toEqual(one.order)
      expect(order(one.segment, one.pseudonym, rooms.reverse())).toEqual(one.order)
      expect(momentMs(one.segment, one.pseudonym, one.over_ms)).toBe(one.moment_ms)
    })
  }

  it('spreads a short visit over a quarter of it', () => {
    expect([300_000, 25_000, 3, -5].map(spreadMs)).toEqual([8_000, 6_250, 0, 0])
  })
})
