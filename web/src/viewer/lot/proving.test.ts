import { beforeEach, describe, expect, it } from 'vitest'
import { leafOf } from 'gala-client/receipt'
import { answer } from './answer'
import type { Asking } from './ask'
import { bundle, CLAIM, opened, picture, PINS } from './fixtures'
import type { Keys } from './keys'
import { Proving, receiptFile } from './proving'

const DRAW = 'draw with a winner passed over'

describe('what this phone computes', () => {
  let own = 0
  let kept: Keys | null
  let fetched: string[]
  let asked = 0
  let paused = 0
  let settled: () => void
  let proving: Proving

  beforeEach(() => {
    own = asked = paused = 0
    kept = { text: PINS, others: null }
    fetched = []
    settled = () => {}
    const ask = (async (question) => {
      asked++
      return answer(question)
    }) as Asking
    proving = new Proving({
      ask,
      keys: async () => kept,
      get: async (path) => {
        fetched.push(path)
        return path === '/proof/draw/3.json' ? bundle(DRAW) : null
      },
      origin: async () => JSON.parse(bundle('receipt')).origin,
      own: () => own,
      pause: async () => {
        paused++
      },
      changed: () => settled(),
    })
  })

  const settles = () => new Promise<void>((done) => (settled = done))
  const cue = () => picture({ number: 3, ...opened(DRAW) })

  it('is computed once, from the cues alone', async () => {
    expect(proving.outcome(cue(), undefined)).toEqual({ state: 'computing' })
    await settles()
    expect(proving.outcome(cue(), undefined)).toMatchObject({ state: 'draw', complete: true })
    expect([asked, fetched]).toEqual([1, []])
  })

  it('waits for the opening', () => {
    expect(proving.outcome(picture({ state: 'committed' }), undefined)).toBeUndefined()
  })

  it('comes from the bundle when the cues have left something out, for whoever is in', async () => {
    const told = picture({ number: 3, state: 'announced' })
    expect(proving.outcome(told, undefined)).toBeUndefined()
    proving.outcome(told, CLAIM)
    await settles()
    expect(proving.outcome(told, CLAIM)).toMatchObject({ state: 'draw' })
    expect(fetched).toEqual(['/proof/draw/3.json'])
    expect(paused, 'not everybody fetches at one instant').toBe(1)
  })

  it('comes at once to whoever is in and has been told it all', async () => {
    proving.outcome(cue(), CLAIM)
    await settles()
    expect([paused, fetched]).toEqual([0, []])
  })

  it('is tried again later when something was missing', async () => {
    kept = null
    proving.outcome(cue(), undefined)
    await settles()
    expect(proving.outcome(cue(), undefined)).toEqual({ state: 'unavailable' })
    kept = { text: PINS, others: null }
    own = 5_000
    expect(proving.outcome(cue(), undefined)).toEqual({ state: 'computing' })
    await settles()
    expect(proving.outcome(cue(), undefined)).toMatchObject({ state: 'draw' })
  })

  it('is refused when it is not so, but other keys accuse nobody', async () => {
    const wrong = { ...cue(), signature: '00'.repeat(48) }
    proving.outcome(wrong, undefined)
    await settles()
    expect(proving.outcome(wrong, undefined)).toMatchObject({ state: 'refused' })
    kept = { text: PINS.replace(/"vrf":"../, '"vrf":"00'), others: PINS }
    proving.forget()
    proving.outcome(cue(), undefined)
    await settles()
    expect(proving.outcome(cue(), undefined)).toEqual({ state: 'other_keys' })
  })

  it('checks a receipt, and writes it as the file that the verifier reads', async () => {
    const file = bundle('receipt')
    const { leaf, origin, window, ...rest } = JSON.parse(file)
    const [pseudonym, outlet, unit, quantity, gen, price_fen, at_ms, claim_id] = leaf.split(' ')
    const figures = { unit: +unit, quantity: +quantity, gen: +gen, price_fen: +price_fen }
    const proof = { ...CLAIM.proof!, ...rest, pseudonym, outlet }
    const fields = { ...figures, at_ms: +at_ms, claim_id }
    const claim = { ...CLAIM, ...fields, window, proof, leaf: leafOf(fields, proof) }
    expect(receiptFile(claim, origin)).toBe(file)
    expect(proving.check(claim)).toBe('checking')
    await settles()
    expect(proving.check(claim)).toBe('so')
    expect(proving.check({ ...claim, proof: null })).toBe('no_proof')
    expect(receiptFile({ ...claim, proof: null }, origin)).toBeNull()
  })
})
