import { expect, it } from 'vitest'
import { freshnessOf } from './freshness'

const LIVE = {
  link: 'open',
  caught_up: true,
  stale: false,
  has_clock: true,
  been_live: true,
  quiet_ms: 900,
} as const

it.each([
  [{}, 'live'],
  [{ stale: true }, 'stale'],
  [{ caught_up: false }, 'catching_up'],
  [{ has_clock: false }, 'catching_up'],
  [{ quiet_ms: 4_500 }, 'catching_up'],
  [{ link: 'waiting' }, 'offline'],
  [{ link: 'connecting', been_live: false }, 'connecting'],
  [{ link: 'stopped' }, 'ended'],
] as const)('%j is %s', (change, word) => expect(freshnessOf({ ...LIVE, ...change })).toBe(word))
