import { expect, it } from 'vitest'
import { enShelf } from '../words/en-shelf'
import { zhShelf } from '../words/zh-shelf'
import { askShelf } from './card'

const CHART = {
  prices: [{ from: '2021-05-01', to: null, fen: 19900, sold: true }],
  day: '2021-06-15',
  compared_fen: 19900,
  cut_fen: 1,
}
const CARD = {
  goods: 'lipstick',
  note: { zh: '柜台价', en: 'Counter price' },
  chart: CHART,
  bases: [{ rule: 'cn', days: 7, paid: true, fen: 19900, before: false }],
  asked: true,
  audits: [{ auditor: 'quality', title: { zh: '质检员', en: 'Inspector' }, on: '2021-06-10' }],
}

const from = (value: unknown) => askShelf('sale', async () => JSON.stringify(value))

it('reads what the console tells of goods', async () => {
  const asked: string[] = []
  const card = await askShelf('a/b', async (path) => {
    asked.push(path)
    return JSON.stringify(CARD)
  })
  expect(asked).toEqual(['/api/goods/a%2Fb'])
  expect(card).toEqual({
    note: ['柜台价', 'Counter price'],
    chart: CHART,
    bases: CARD.bases,
    asked: true,
    audits: [{ auditor: 'quality', title: ['质检员', 'Inspector'], on: '2021-06-10' }],
  })
})

it('does without what is not there, and takes nothing that it does not know', async () => {
  const bare = { note: null, chart: null, bases: [], asked: false, audits: [] }
  expect(await from(bare)).toEqual(bare)
  const odd = { ...CARD, chart: { ...CHART, day: 'soon' }, bases: [{ rule: 5 }], audits: [{}] }
  expect(await from(odd)).toMatchObject({ chart: null, bases: [], audits: [] })
  for (const none of [null, [], {}, { ...bare, asked: 1 }]) expect(await from(none)).toBeNull()
  expect(await askShelf('sale', async () => null)).toBeNull()
  expect(await askShelf('sale', async () => 'no JSON')).toBeNull()
})

it('says what a law compares with, in both languages', () => {
  const basis = { rule: 'cn', days: 7, paid: true, fen: 45000, before: false }
  expect(zhShelf.basis(basis)).toBe('中国规则：此前 7 天最低成交 ¥450')
  expect(enShelf.basis(basis)).toBe('China: lowest paid in the 7 days before ¥450')
  expect(enShelf.basis({ ...basis, before: true })).toContain('the last before them ¥450')
  expect(zhShelf.basis({ ...basis, rule: 'eu', paid: false, fen: null })).toBe(
    '欧盟规则：此前 7 天没有标价',
  )
})
