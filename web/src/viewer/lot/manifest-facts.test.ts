import { describe, expect, it } from 'vitest'
import { CLAIM, opened } from './fixtures'
import { factsOf, lowOf, oddsIn } from './manifest-facts'

const { manifest } = opened('draw with a winner passed over')

describe('the facts of a manifest', () => {
  it('are what the page tells at once', () => {
    const facts = factsOf(manifest)
    expect(facts).toMatchObject({
      beacon: 'rehearsal',
      entries: 7,
      numbers: 13,
      outlets: [['app', 7], ['tv', 6]],
    })
    expect(facts?.origin.startsWith('gala/night/')).toBe(true)
    expect(facts!.places).toBeGreaterThan(facts!.prizes)
    expect(factsOf(opened('rain by quicknet').manifest)).toMatchObject({
      beacon: 'quicknet',
      prizes: 0,
      places: 0,
    })
  })

  it('tell my numbers: those of my outlet follow those of the outlets before', () => {
    const facts = factsOf(manifest)!
    expect(lowOf(CLAIM, facts)).toBe(7 + 3 - 1)
    const app = { ...CLAIM, proof: { ...CLAIM.proof!, outlet: 'app' } }
    expect(lowOf(app, facts)).toBe(2)
    expect(lowOf({ ...CLAIM, proof: null }, facts)).toBeNull()
  })

  it('tell the odds in each outlet of a seckill by lot', () => {
    const facts = factsOf(opened('seckill by lot').manifest)!
    expect(facts).toMatchObject({ prizes: 5, places: 7, stocks: [['app', 2], ['tv', 3]] })
    expect(oddsIn('app', facts)).toEqual({ units: 2, numbers: 6 })
    expect(oddsIn('tv', facts)).toEqual({ units: 3, numbers: 3 })
    expect(oddsIn('web', facts)).toBeNull()
    expect(oddsIn('app', factsOf(manifest)!)).toBeNull()
  })

  it.each([null, '', '7', '{}', '{"beacon":{},"rule":{}}', manifest.replace('rehearsal', 'dice')])(
    'are none in %#',
    (text) => expect(factsOf(text)).toBeNull(),
  )
})
