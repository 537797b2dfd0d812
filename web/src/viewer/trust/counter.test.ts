import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WonClaim } from 'gala-client/claims'
import type { Post } from './api'
import { Counter } from './counter'

const RECEIPT = {
  state: 'won',
  window: 'pens',
  claim_id: 'ab'.repeat(16),
  unit: 3,
  proof: { outlet: 'app' },
} as unknown as WonClaim
const FILE = '{"gala":"receipt","version":1}\n'

const filed = (claim: string, state = 'filed') => ({
  claim,
  guarantee: 'refund',
  window: 'pens',
  outlet: 'app',
  unit: 3,
  state,
  filed_ms: 5,
  decided_ms: 0,
  amount_fen: 0,
  ceiling_fen: 100,
  by: '',
  reason: '',
})

let items: Map<string, string>
let sent: [string, Record<string, unknown>][]
let answers: ({ status: number; text: string } | null)[]

const answer: Post = (path, body) => {
  sent.push([path, JSON.parse(body) as Record<string, unknown>])
  return Promise.resolve(answers.shift() ?? null)
}
const says = (value: unknown, status = 200) => ({ status, text: JSON.stringify(value) })
const counter = (ticket: string | null = 'T', file: string | null = FILE) =>
  new Counter('616', 'v', {
    ticket: () => ticket,
    receipt: () => Promise.resolve(file),
    post: answer,
    changed: () => undefined,
  })

beforeEach(() => {
  items = new Map()
  sent = []
  answers = []
  const localStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  }
  vi.stubGlobal('window', { localStorage })
})

afterEach(() => vi.unstubAllGlobals())

it('sends ticket, receipt and what was told, and knows then how the claim stands', async () => {
  const one = counter()
  expect(one.used).toBe(false)
  answers = [says({ claim: filed('1'.repeat(32)) })]
  expect(await one.file(RECEIPT, 'refund', { said: 'it leaks', files: [] })).toBe(null)
  const [path, body] = sent[0] ?? ['', {}]
  expect(path).toBe('/api/trust/file')
  expect(body).toMatchObject({ ticket: 'T', guarantee: 'refund', said: 'it leaks', files: [] })
  expect(body.receipt).toEqual(JSON.parse(FILE))
  expect(body.claim).toMatch(/^[0-9a-f]{32}$/)
  expect(one.of(RECEIPT, 'refund')?.state).toBe('filed')
  expect(one.of(RECEIPT, 'tenfold')).toBe(undefined)
  expect(one.used && one.waits).toBe(true)
})

it('asks again under the same number, also after a reload', async () => {
  answers = [null, null, says({ claim: filed('2'.repeat(32)) })]
  const told = { said: 'x', files: [] }
  expect(await counter().file(RECEIPT, 'refund', told)).toMatchObject({ code: 'no_answer' })
  expect(await counter().file(RECEIPT, 'refund', told)).toMatchObject({ code: 'no_answer' })
  expect(await counter().file(RECEIPT, 'refund', told)).toBe(null)
  expect(new Set(sent.map(([, body]) => body.claim)).size).toBe(1)
  await counter().redeem(RECEIPT, 'again')
  expect(new Set(sent.map(([, body]) => body.claim)).size).toBe(2)
})

it('tells why something was not done, in the words of the office', async () => {
  const message = { zh: '额度不够', en: 'Too little is left.' }
  answers = [says({ error: 'quota', message }, 409), { status: 500, text: 'no JSON' }]
  const one = counter()
  expect(await one.redeem(RECEIPT, 'again')).toEqual({
    code: 'quota',
    message: ['额度不够', 'Too little is left.'],
  })
  expect(await one.redeem(RECEIPT, 'again')).toMatchObject({ code: 'no_answer', message: null })
  expect(await counter(null).redeem(RECEIPT, 'again')).toMatchObject({ code: 'no_receipt' })
  expect(await counter('T', null).redeem(RECEIPT, 'again')).toMatchObject({ code: 'no_receipt' })
})

it('reads what the office knows, and passes over what does not fit', async () => {
  const one = counter()
  const guarantees = [
    {
      id: 'refund',
      limit_fen: 100,
      times: 0,
      claim_days: 30,
      yours: true,
      opted_in: { on: '2021-06-01', by: { zh: '店长', en: 'Owner' } },
    },
    { id: 'freight', limit_fen: 9, times: 0, claim_days: 7, yours: true, opted_in: 5 },
    { id: 'odd', limit_fen: 'much' },
  ]
  answers = [
    says({
      tier: { zh: '金卡', en: 'Gold' },
      windows: { pens: { merchant: { zh: '店', en: 'Shop' }, guarantees }, odd: 5 },
      claims: [filed('1'.repeat(32), 'met'), { claim: 'x' }, filed('2'.repeat(32), 'lost')],
    }),
    says({ windows: [] }),
  ]
  await one.refresh(['pens'])
  expect(sent[0]?.[1]).toEqual({ ticket: 'T', windows: ['pens'] })
  expect(one.mine?.tier).toEqual(['金卡', 'Gold'])
  expect(one.mine?.offers.odd).toEqual([])
  const word = { merchant: ['店', 'Shop'], by: ['店长', 'Owner'], on: '2021-06-01' }
  expect(one.mine?.offers.pens).toMatchObject([
    { id: 'refund', limit_fen: 100, word },
    { id: 'freight', word: null },
  ])
  expect(one.mine?.claims.map(({ state }) => state)).toEqual(['met'])
  expect(one.waits).toBe(false)
  await one.refresh(['pens'])
  expect(one.trouble?.code).toBe('no_answer')
  expect(one.mine?.claims.length, 'what was known stays').toBe(1)
})
