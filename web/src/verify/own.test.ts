import { expect, it } from 'vitest'
import { ownLeaves } from './own'

/** A `Storage` over some items. */
function holding(items: Record<string, string>): Storage {
  const keys = Object.keys(items)
  return {
    length: keys.length,
    key: (i) => keys[i] ?? null,
    getItem: (key) => items[key] ?? null,
    setItem: () => {},
    removeItem: () => {},
    clear: () => {},
  }
}

it('finds the leaves of receipts, wherever the wallet has them', () => {
  const storage = holding({
    'gala.lang': 'en',
    'gala.wallet': JSON.stringify([{ receipt: { leaf: 'a b', window: 'w' } }, { leaf: 'd' }]),
    'gala.broken': '{',
    other: JSON.stringify({ leaf: 'not ours', window: 'w' }),
  })
  expect(ownLeaves(storage)).toEqual([{ leaf: 'a b', window: 'w' }])
  expect(ownLeaves(null)).toEqual([])
})
