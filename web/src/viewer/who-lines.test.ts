import { describe, expect, it } from 'vitest'
import type { Standing, Who } from 'gala-client/who'
import { ruleLines, standingLine } from './who-lines'
import { enWho } from './words/en-who'
import { zhWho } from './words/zh-who'

const nothing = { ticket: [], watched_s: 0, bought: [], list: null }
const who: Who = {
  condition: {
    ticket: [['tier', ['gold', 'silver']]],
    watched_s: 600,
    bought: ['sale', 'lost'],
    list: { id: 'guests', count: 1_200 },
  },
  weights: [{ condition: { ...nothing, watched_s: 90 }, weight: 2 }],
  titles: { sale: ['一分钱口红', 'A lipstick for one fen'] },
}
const standing = (news: Partial<Standing>): Standing => ({
  may: 'no',
  weight: 0,
  left_s: 0,
  reasons: [],
  ...news,
})

describe('a rule in plain words', () => {
  it('is told in both languages', () => {
    expect(ruleLines(who, enWho, ([, en]) => en)).toEqual([
      'The ticket’s tier is gold or silver, and watched 10 minutes tonight, and ' +
        'bought in “A lipstick for one fen” or “lost”, and on the list guests (of 1,200)',
      'Watched 1 min 30 s tonight: weight × 2',
    ])
    expect(ruleLines(who, zhWho, ([zh]) => zh)).toEqual([
      '入场券上的 tier 是 gold 或 silver，并且今晚已观看 10 分钟，并且' +
        '在「一分钱口红」或「lost」抢到过，并且在名单 guests 上（共 1,200 人）',
      '今晚已观看 1 分 30 秒：权重 ×2',
    ])
  })

  it('is everybody’s when only weights differ', () => {
    const open = { ...who, condition: nothing }
    expect(ruleLines(open, enWho, ([, en]) => en)[0]).toBe('Everybody may take part')
  })
})

describe('how one stands', () => {
  it.each([
    [null, 'Finding out whether you may take part…'],
    [standing({ may: 'yes', weight: 3 }), 'You may take part, weight 3'],
    [standing({ may: 'unknown' }), enWho.unknown],
    [
      standing({ left_s: 180, reasons: ['watched'] }),
      '3 minutes more of watching, and you may take part',
    ],
    [standing({ left_s: 1, reasons: ['watched'] }), '1 second more of watching, and you may take part'],
    [standing({ left_s: 180, reasons: ['ticket', 'watched'] }), 'Your ticket is not one of these'],
    [standing({ reasons: ['bought'] }), 'You have no receipt from there'],
    [standing({ reasons: ['list'] }), 'You are not on the list'],
    [standing({ reasons: ['of a later version'] }), 'This is not for you'],
    [standing({ reasons: ['toString'] }), 'This is not for you'],
  ] as const)('is one line %#', (one, line) => {
    expect(standingLine(one, true, enWho)).toBe(line)
  })

  it('has a weight only where entries have one', () => {
    expect(standingLine(standing({ may: 'yes', weight: 3 }), false, zhWho)).toBe('您可以参加')
  })
})
