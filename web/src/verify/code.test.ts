import { expect, it } from 'vitest'
import { means } from './code'

const PSEUDONYM = '7f3a00112233445566778899aabb91c2'

it('understands a code however it is typed', () => {
  for (const typed of ['7F3A·91C2', '7f3a 91c2', '7f3a91c2', PSEUDONYM, '7F3A-0011']) {
    expect(means(typed, PSEUDONYM)).toBe(true)
  }
  for (const typed of ['', '7f3', '91c2', '7f3a91c3', 'zzzz']) {
    expect(means(typed, PSEUDONYM)).toBe(false)
  }
})
