import { describe, expect, it } from 'vitest'
import { EMPTY, type Picture } from 'gala-client/board'
import { picture } from './fixtures'
import { isDecided, lotsAside, lotStage } from './stage'

const frozen = { w: { gen: 1, root: 'ab', entries: 3, numbers: 4 } }
const of = (news: Partial<Picture>): Picture => ({ ...EMPTY, ...news })
const stage = (news: Partial<Picture>) => lotStage(of(news), 's', 'w').at

describe('the stage of a lot', () => {
  it('goes from entering to the end', () => {
    expect(stage({})).toBe('entering')
    expect(stage({ frozen })).toBe('frozen')
    const draws = (state: 'committed' | 'opened' | 'announced') => ({ 1: picture({ state }) })
    expect(stage({ frozen, draws: draws('committed') })).toBe('committed')
    expect(stage({ frozen, draws: draws('opened') })).toBe('opened')
    expect(stage({ draws: draws('announced') })).toBe('announced')
  })

  it('is void until another number follows, and given up in the end', () => {
    const void_1 = picture({ state: 'void', reason: 'late' })
    expect(stage({ draws: { 1: void_1 } })).toBe('void')
    const draws = { 1: void_1, 2: picture({ number: 2, state: 'committed' }) }
    expect(stage({ draws })).toBe('committed')
    expect(stage({ draws: { 1: void_1 }, given_up: { s: 'late' } })).toBe('given_up')
  })

  it('is decided when a rain is opened, but a draw waits for the envelope', () => {
    const at = (kind: 'rain' | 'draw') =>
      isDecided(lotStage(of({ draws: { 1: picture({ kind }) } }), 's', 'w'))
    expect([at('rain'), at('draw')]).toEqual([true, false])
  })
})

describe('the lots beside the card', () => {
  const rain = picture({ number: 1, segment: 'rain', kind: 'rain' })
  const older = picture({ number: 2, segment: 'older', state: 'announced' })
  const newer = picture({ number: 3, segment: 'newer', state: 'announced' })
  const open = picture({ number: 4, segment: 'open', state: 'committed' })
  const draws = { 1: rain, 2: older, 3: newer, 4: open }
  const names = (shown: string | null, news: Partial<Picture> = {}) =>
    lotsAside(of({ draws, ...news }), shown).map(({ segment }) => segment)

  it('are those that wait, and the last that was decided', () => {
    expect(names(null)).toEqual(['open', 'newer'])
  })

  it('leave out what the card shows', () => {
    expect(names('open')).toEqual(['newer'])
    expect(names('newer')).toEqual(['open', 'older'])
  })

  it('tell of a segment that was given up before any draw', () => {
    expect(names(null, { draws: {}, given_up: { gone: 'empty' } })).toEqual(['gone'])
  })
})
