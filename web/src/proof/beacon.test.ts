import { expect, it } from 'vitest'
import {
  checkBeacon,
  checkChain,
  checkWord,
  firstRoundAt,
  marginOf,
  timeOf,
  type Beacon,
} from './beacon'
import { fromHex } from './bytes'

const QUICKNET: Beacon = {
  chain: fromHex('52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'),
  genesis_ms: 1_692_803_367_000,
  kind: 'quicknet',
  late_ms: 60_000,
  margin_ms: 60_000,
  period_ms: 3000,
}
const HALL: Beacon = {
  ...QUICKNET,
  chain: new Uint8Array(32),
  genesis_ms: 0,
  kind: 'hall',
  period_ms: 0,
}
const PINS = { rehearsal: new Uint8Array(96) }

// Real rounds of drand's quicknet.
const ROUNDS: [number, string][] = [
  [
    1,
    'b55e7cb2d5c613ee0b2e28d6750aabbb78c39dcc96bd9d38c2c2e12198df9557' +
      '1de8e8e402a0cc48871c7089a2b3af4b',
  ],
  [
    123,
    'b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482' +
      'e26cd02df835d3546d23c4b13e0dfc92',
  ],
  [
    1000,
    'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125' +
      'e342b73a8dd2bacbe47e4b6b63ed5e39',
  ],
]

it.each(ROUNDS)('knows the word of round %i', (round, word) => {
  checkWord(QUICKNET, round, fromHex(word), PINS)
  expect(() => checkWord(QUICKNET, round + 1, fromHex(word), PINS)).toThrow(`round ${round + 1}`)
})

it('refuses words that are no points, or the identity', () => {
  const identity = new Uint8Array(48)
  identity[0] = 0xc0
  const changed = fromHex(ROUNDS[0]![1])
  changed[47]! ^= 1
  for (const bad of [identity, changed, new Uint8Array(48), new Uint8Array(0)]) {
    expect(() => checkWord(QUICKNET, 1, bad, PINS)).toThrow('not the beacon')
  }
})

it('takes the first round that comes at an instant or later, a rain sooner than a draw', () => {
  const first = QUICKNET.genesis_ms
  expect(firstRoundAt(QUICKNET, 0)).toBe(1)
  expect(firstRoundAt(QUICKNET, first)).toBe(1)
  expect(firstRoundAt(QUICKNET, first + 1)).toBe(2)
  expect(firstRoundAt(QUICKNET, first + 3000)).toBe(2)
  expect(timeOf(QUICKNET, 2)).toBe(first + 3000)
  expect(firstRoundAt(HALL, first)).toBe(0)
  expect(marginOf(QUICKNET, 'draw')).toBe(60_000)
  expect(marginOf(QUICKNET, 'rain')).toBe(6_000)
  expect(marginOf({ ...QUICKNET, margin_ms: 500 }, 'rain')).toBe(500)
})

it('knows quicknet and the hall by their constants, and a rehearsal by its pinned key', () => {
  checkBeacon(QUICKNET)
  checkBeacon(HALL)
  expect(() => checkBeacon({ ...QUICKNET, period_ms: 30_000 })).toThrow('not quicknet')
  expect(() => checkBeacon({ ...HALL, genesis_ms: 1 })).toThrow('no chain')
  expect(() => checkBeacon({ ...HALL, kind: 'rehearsal' })).toThrow('no period')
  checkChain(QUICKNET, PINS)
  expect(() => checkChain({ ...QUICKNET, kind: 'rehearsal' }, PINS)).toThrow('pinned')
})
