import { describe, expect, it } from 'vitest'
import { segment } from './fixtures'
import { segmentOf } from './segment'
import { isOpenToAll, standingOf, whoOf } from './who'

const CONDITION = [[['tier', ['gold', 'silver']]], 600, ['sale'], ['staff', 3, '5f70']]
const NOTHING = [[], 0, [], null]
const WHO = [CONDITION, [[NOTHING, 2]], [['sale', ['抢购', 'Sale']]]]

describe('who may take part', () => {
  it('is read from the wire', () => {
    expect(whoOf([...WHO, 'later'])).toEqual({
      condition: {
        ticket: [['tier', ['gold', 'silver']]],
        watched_s: 600,
        bought: ['sale'],
        list: { id: 'staff', count: 3 },
      },
      weights: [{ condition: { ticket: [], watched_s: 0, bought: [], list: null }, weight: 2 }],
      titles: { sale: ['抢购', 'Sale'] },
    })
  })

  it('comes with its segment, which is there without it too', () => {
    const seckill = segment('seckill', 's', ['s', 'g', ['物', 'Good'], 1, 2])
    expect(segmentOf([...seckill, WHO])?.who?.condition.watched_s).toBe(600)
    expect(segmentOf(seckill)).not.toHaveProperty('who')
    expect(segmentOf([...seckill, 'of a later version'])).not.toHaveProperty('who')
  })

  it('knows a condition that asks for nothing', () => {
    const who = whoOf(WHO)
    expect(who && isOpenToAll(who.condition)).toBe(false)
    expect(who?.weights[0] && isOpenToAll(who.weights[0].condition)).toBe(true)
  })

  it.each([
    [null],
    [[]],
    [[CONDITION, [], 3]],
    [[CONDITION, [[NOTHING]], []]],
    [[CONDITION, [[NOTHING, 'x']], []]],
    [[[[['tier']], 0, [], null], [], []]],
    [[[[], '0', [], null], [], []]],
    [[[[], 0, [3], null], [], []]],
    [[[[], 0, [], ['staff']], [], []]],
    [[[[], 0, [], 3], [], []]],
    [[NOTHING, [], [['sale', 'Sale']]]],
    [[7, [], []]],
  ])('passes over %j', (value) => {
    expect(whoOf(value)).toBeNull()
  })
})

describe('a standing', () => {
  it('is read from the wire', () => {
    const standing = { may: 'no', weight: 0, left_s: 180, reasons: ['watched'] }
    expect(standingOf(['no', 0, 180, ['watched'], 'later'])).toEqual(standing)
  })

  it.each([[[]], [['perhaps', 0, 0, []]], [['no', 0, 0]], [['no', 0, '3', []]], [['no', 0, 0, [1]]]])(
    'passes over %j',
    (value) => {
      expect(standingOf(value)).toBeNull()
    },
  )
})
