import { describe, expect, it } from 'vitest'
import type { WindowPhase, WindowView } from 'gala-client/board'
import { answer, press, receipt, sent, type Claim } from 'gala-client/claims'
import type { Outcome } from 'gala-client/messages'
import { claimView, revokedView } from './claim-view'
import { drawFace, rainFace, seckillFace } from './faces'
import { WORDS } from './words'

const T0 = 1_623_762_000_000
const words = WORDS.en
const wish = { window: 'w', gen: 1, kind: 'seckill', goods_title: null, quantity: 1 } as const
const base = { ...wish, claim_id: 'ab'.repeat(16) }
const row = { outlet: 'app', opens_at_ms: T0, closes_at_ms: T0 + 9_000, stock: 5, sold: null }
const asked = sent(press(base, 0), 0, 0)
const told = { window: 'w', gen: 1, claim_id: base.claim_id, at_ms: 0 }
const after = (outcome: Outcome) => answer(asked, { ...told, outcome }, 0, 0, (ms) => ms)

function view(claim: Claim | undefined, phase: WindowPhase, gen = 1, now = T0, online = true) {
  const window: WindowView = { phase, gen, row }
  return claimView(claim, window, now, online, seckillFace(words, 1))
}

describe('the button', () => {
  it('waits for the opening of my outlet, then can be pressed', () => {
    expect(view(undefined, 'unknown')).toMatchObject({ enabled: false, state: 'unannounced' })
    expect(view(undefined, 'coming', 1, T0 - 12_000)).toMatchObject({
      enabled: false,
      label: 'Opens in 00:12',
    })
    expect(view(undefined, 'open')).toMatchObject({ enabled: true, label: 'Claim it for ¥0.01' })
    expect(view(undefined, 'settled')).toMatchObject({ enabled: false, state: 'closed' })
  })

  it.each([
    [asked, 'sent'],
    [after('pending'), 'pending'],
    [after('too_early'), 'too_early'],
    [after('sold_out'), 'sold_out'],
    [after('closed'), 'closed'],
    [after('paused'), 'paused'],
    [after('unknown'), 'unknown'],
    [after('not_eligible'), 'not_eligible'],
  ] as const)('tells the state of the claim %#', (claim, state) => {
    const seen = view(claim, 'open')
    expect(seen).toMatchObject({ enabled: false, state })
    expect(seen.told).toBe(words.claim[state])
  })

  it('says which unit I have', () => {
    const won = receipt(asked, { ...told, unit: 17, price_fen: 1, quantity: 1, proof: null })
    expect(view(won, 'settled').told).toBe('You have it: unit 17 of your outlet')
  })

  it('does not call a pending claim closed when its window closes', () => {
    expect(view(after('pending'), 'closed')).toMatchObject({ state: 'pending' })
  })

  it('says that it is paused, and goes on with the next opening', () => {
    expect(view(undefined, 'paused')).toMatchObject({ enabled: false, label: 'Paused' })
    expect(view(after('paused'), 'paused')).toMatchObject({ enabled: false, state: 'paused' })
    expect(view(after('paused'), 'open', 2)).toMatchObject({ enabled: true, state: 'idle' })
    // It was closed instead.
    expect(view(after('paused'), 'settled')).toMatchObject({ label: 'Closed', state: 'closed' })
  })

  it('does not offer anything for what was revoked', () => {
    expect(revokedView('Revoked: wrong price')).toMatchObject({ label: '', enabled: false })
  })

  it('says that the claim is kept while the line is down', () => {
    expect(view(asked, 'open', 1, T0, false).told).toBe(words.claim.sent_offline)
  })

  it('opens again for the next opening after a final no', () => {
    expect(view(after('sold_out'), 'open', 2)).toMatchObject({ enabled: true, state: 'idle' })
  })
})

describe('who may not take part', () => {
  const open: WindowView = { phase: 'open', gen: 1, row }
  const seen = (claim: Claim | undefined, may: 'yes' | 'no' | 'unknown', phase = open.phase) =>
    claimView(claim, { ...open, phase }, T0, true, seckillFace(words, 1), may)

  it('is told before pressing, and can press as soon as it may', () => {
    expect(seen(undefined, 'no')).toMatchObject({ enabled: false, state: 'not_eligible' })
    expect(seen(undefined, 'unknown')).toMatchObject({ enabled: true, state: 'idle' })
    expect(seen(after('not_eligible'), 'unknown')).toMatchObject({ state: 'not_eligible' })
    expect(seen(after('not_eligible'), 'yes')).toMatchObject({ enabled: true, state: 'idle' })
  })

  it('still has what it has, and still gets an answer', () => {
    const won = receipt(asked, { ...told, unit: 17, price_fen: 1, quantity: 1, proof: null })
    expect(seen(won, 'no')).toMatchObject({ state: 'won' })
    expect(seen(asked, 'no')).toMatchObject({ state: 'sent' })
  })

  it('sees when the window opens and that it has closed', () => {
    expect(seen(undefined, 'no', 'coming')).toMatchObject({ state: 'coming' })
    expect(seen(after('not_eligible'), 'no', 'closed')).toMatchObject({ state: 'closed' })
  })
})

describe('a rain and a draw', () => {
  const open: WindowView = { phase: 'open', gen: 1, row }
  const got = { ...told, unit: 17, price_fen: 0, quantity: 3, proof: null }

  it('counts what is caught on the button', () => {
    const seen = (caught: number) =>
      claimView(undefined, open, T0, true, rainFace(words, caught, 3))
    expect(seen(0)).toMatchObject({ enabled: true, label: 'Catch one' })
    expect(seen(2)).toMatchObject({ enabled: true, label: 'Catch one more (2 of 3)' })
  })

  it('says which chances I have, and what I am entered with', () => {
    const won = receipt(asked, got)
    expect(claimView(won, open, T0, true, rainFace(words, 0, 3)).told).toBe(
      'You have 3 chances: numbers 17–19 of your outlet',
    )
    expect(claimView(won, open, T0, true, drawFace(words)).told).toBe(
      'You are entered with weight 3: numbers 17–19 of your outlet',
    )
  })

  it.each(['pending', 'too_early', 'closed', 'unknown'] as const)('has its own %s', (outcome) => {
    const seen = claimView(after(outcome), open, T0, true, drawFace(words))
    expect(seen).toMatchObject({ enabled: false, told: words.lots.draw.claim[outcome] })
  })
})
