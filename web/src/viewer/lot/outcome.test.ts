import { describe, expect, it } from 'vitest'
import { CLAIM, picture } from './fixtures'
import { contradicts, drawMine, returned, type Outcome } from './outcome'

const MINE = CLAIM.proof!.pseudonym
const others = ['11', '22', '33', '44'].map((pair) => pair.repeat(16))

/** Two prizes, then alternates, drawn in this order. */
const drawn = (names: readonly string[], complete = true): Outcome => ({
  state: 'draw',
  complete,
  places: names.map((pseudonym, place) => ({
    place,
    pseudonym,
    prize_id: place < 2 ? `prize-${place}` : null,
  })),
})
const [a = '', b = '', c = '', d = ''] = others
const announced = (names: readonly string[], count = names.length) =>
  picture({
    state: 'announced',
    winners: names.map((pseudonym, place) => ({ place, prize_id: `prize-${place}`, pseudonym })),
    count,
  })

describe('what came of my entry', () => {
  const opened = picture({})

  it('is told by this phone while the envelope is closed', () => {
    expect(drawMine(opened, drawn([a, MINE, b]), CLAIM)).toEqual({ is: 'won', prize_id: 'prize-1' })
    expect(drawMine(opened, drawn([a, b, c, MINE]), CLAIM)).toEqual({ is: 'alternate', no: 2 })
    expect(drawMine(opened, drawn([a, b, c]), CLAIM)).toEqual({ is: 'none' })
  })

  it('is not known when not everything was computed', () => {
    expect(drawMine(opened, undefined, CLAIM)).toEqual({ is: 'unknown' })
    expect(drawMine(opened, { state: 'computing' }, CLAIM)).toEqual({ is: 'unknown' })
    expect(drawMine(opened, drawn([a, b], false), CLAIM)).toEqual({ is: 'unknown' })
    expect(drawMine(opened, drawn([a]), { ...CLAIM, proof: null })).toEqual({ is: 'unknown' })
  })

  it('is nothing without an entry', () => {
    expect(drawMine(opened, drawn([a]), undefined)).toEqual({ is: 'not_in' })
  })

  it('is what the host announces: alternates follow, and who was passed over has nothing', () => {
    const places = drawn([MINE, b, c])
    expect(drawMine(announced([b, c]), places, CLAIM)).toEqual({ is: 'passed_over' })
    const followed = drawn([a, b, MINE])
    expect(drawMine(announced([MINE, b]), followed, CLAIM)).toMatchObject({ is: 'won' })
    expect(drawMine(announced([a, b]), followed, CLAIM)).toEqual({ is: 'alternate', no: 1 })
    expect(drawMine(announced([a, b]), undefined, CLAIM)).toEqual({ is: 'none' })
  })

  it('of a long list the announcement has the first, and this phone the rest', () => {
    const long = announced([a], 2)
    expect(drawMine(long, undefined, CLAIM)).toEqual({ is: 'unknown' })
    expect(drawMine(long, drawn([a, MINE]), CLAIM)).toMatchObject({ is: 'won' })
  })
})

describe('an announcement', () => {
  it('contradicts this phone when it names somebody else in a place', () => {
    const { winners } = announced([a, b])
    expect(contradicts(winners, drawn([a, b, c]))).toBe(false)
    expect(contradicts(winners, drawn([a, d, c]))).toBe(true)
    expect(contradicts(winners, drawn([a]))).toBe(true)
    expect(contradicts(winners, drawn([a], false))).toBe(false)
    expect(contradicts(winners, { state: 'computing' })).toBe(false)
  })
})

describe('a seckill by lot', () => {
  /** One unit in each of two outlets; two wait in the first, I last of all in the second. */
  const outcome: Outcome = {
    state: 'draw',
    complete: true,
    places: [
      { place: 0, pseudonym: a, prize_id: 'app', outlet: 'app' },
      { place: 1, pseudonym: b, prize_id: null, outlet: 'app' },
      { place: 2, pseudonym: c, prize_id: null, outlet: 'app' },
      { place: 3, pseudonym: d, prize_id: 'tv', outlet: 'tv' },
      { place: 4, pseudonym: MINE, prize_id: null, outlet: 'tv' },
    ],
  }

  it('has a waiting list in each outlet', () => {
    expect(drawMine(picture({}), outcome, CLAIM)).toEqual({ is: 'alternate', no: 1 })
  })

  it('returns what nobody has, once that is known', () => {
    expect(returned(picture({}), outcome, 5)).toBe(3)
    expect(returned(picture({}), { ...outcome, complete: false }, 5)).toBeNull()
    expect(returned(picture({}), undefined, 5)).toBeNull()
    expect(returned(picture({ state: 'announced', count: 4 }), undefined, 5)).toBe(1)
  })
})
