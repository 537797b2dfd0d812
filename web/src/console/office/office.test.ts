import { expect, it } from 'vitest'
import { listedOf, PAGE, type Filter, type Listed } from './api'
import { Office } from './office'

const TOTAL = {
  guarantee: 'refund',
  kind: 'refund_only',
  title: { zh: '仅退款', en: 'Money back' },
  quota_unit: 'fen',
  quota: 700,
  met_fen: 400,
  filed: 2,
  met: 1,
  refused: 0,
}
const CLAIM = {
  claim: '1'.repeat(32),
  guarantee: 'refund',
  window: 'pens',
  outlet: 'app',
  unit: 1,
  state: 'filed',
  filed_ms: 5,
  decided_ms: 0,
  amount_fen: 0,
  ceiling_fen: 400,
  paid_fen: 400,
  by: '',
  reason: '',
  pseudonym: 'a'.repeat(32),
  goods: { zh: '钢笔', en: 'Pen' },
  merchant: { zh: '店', en: 'Shop' },
  said: 'it leaks',
  files: ['7'.repeat(64)],
}

it('reads the list, and passes over what does not fit', () => {
  const listed = listedOf({
    totals: [TOTAL, { ...TOTAL, quota_unit: 'stones' }, 5],
    claims: [CLAIM, { ...CLAIM, state: 'lost' }, { ...CLAIM, files: [5] }, { ...CLAIM, goods: 5 }],
    count: 1,
  })
  expect(listed?.totals.map(({ title }) => title)).toEqual([['仅退款', 'Money back']])
  expect(listed?.claims.map(({ goods }) => goods)).toEqual([['钢笔', 'Pen']])
  for (const odd of [null, [], {}, { totals: [], claims: [] }]) expect(listedOf(odd)).toBe(null)
})

const full = listedOf({ totals: [TOTAL], claims: [CLAIM], count: 120 }) as Listed

it('knows how many wait, and keeps the last list while nobody answers', async () => {
  const answers = [full, null]
  const office = new Office(() => Promise.resolve(answers.shift() ?? null))
  expect([office.has_any, office.waiting]).toEqual([false, 0])
  await office.refresh()
  expect([office.has_any, office.waiting, office.silent]).toEqual([true, 2, false])
  await office.refresh()
  expect([office.listed, office.silent]).toEqual([full, true])
})

it('turns pages, and begins anew with another filter', async () => {
  const asked: Filter[] = []
  const office = new Office((filter) => (asked.push(filter), Promise.resolve(full)))
  await office.turn(1)
  await office.turn(1)
  await office.turn(-1)
  await office.look({ state: 'met' })
  await office.turn(-1)
  expect(asked.map(({ start }) => start)).toEqual([PAGE, 2 * PAGE, PAGE, 0, 0])
  expect(asked[4]).toEqual({ state: 'met', guarantee: null, start: 0 })
})

it('shows no answer to an earlier question', async () => {
  const answers: ((listed: Listed | null) => void)[] = []
  const office = new Office(() => new Promise((answer) => answers.push(answer)))
  const first = office.look({ state: 'met' })
  const second = office.look({ state: null })
  answers[1]?.(full)
  answers[0]?.({ totals: [], claims: [], count: 0 })
  await Promise.all([first, second])
  expect(office.listed).toBe(full)
})

it('asks anew after a decision, and tells why it was not done', async () => {
  let asked = 0
  const not = { code: 'quota', message: null }
  const office = new Office(
    () => (asked++, Promise.resolve(full)),
    ({ met }) => Promise.resolve(met ? not : null),
  )
  const decision = { claim: CLAIM.claim, amount_fen: 1, reason: 'why' }
  expect(await office.decide({ ...decision, met: true })).toBe(not)
  expect(await office.decide({ ...decision, met: false })).toBe(null)
  expect(asked).toBe(2)
})
