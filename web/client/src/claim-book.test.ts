import { expect, it } from 'vitest'
import { showOf } from './claim-book'

const drawer = (...keys: string[]) => ({
  length: keys.length,
  key: (at: number) => keys[at] ?? null,
  getItem: () => null,
  setItem: () => undefined,
})

it('finds the show that a viewer has claimed something in', () => {
  const kept = drawer('gala.lang', 'gala.claim.616.v-1.pens', 'gala.claim.party.v-2.draw')
  expect(showOf(kept, 'v-2')).toBe('party')
  expect(showOf(kept, 'v-1')).toBe('616')
  expect(showOf(kept, 'v-3')).toBe(null)
  expect(showOf(kept, null)).toBe(null)
  expect(showOf(null, 'v-1')).toBe(null)
})
