import { describe, expect, it } from 'vitest'
import { answer } from './answer'
import { bundle, opened, PINS } from './fixtures'
import type { QuestionOf } from './question'

describe('the verifier answers', () => {
  const deciding = (name: string) => {
    const { places, ...rest } = opened(name)
    return { pins: PINS, ...rest }
  }
  const rain = (name: string, told: { packets: number; paid_fen: number }, quantity: number) =>
    answer({
      ask: 'rain',
      ...deciding(name),
      mine: quantity > 0 ? { low: 0, quantity } : null,
      told,
    } satisfies QuestionOf<'rain'>)

  it('what my chances hold: all of them together hold the whole pool', () => {
    const all = rain('rain with more chances than packets', { packets: 5, paid_fen: 8888 }, 8)
    const held = all.is === 'so' && 'mine' in all.value ? all.value.mine : []
    expect(held).toHaveLength(5)
    expect(held.reduce((sum, fen) => sum + fen, 0)).toBe(8888)
    const none = rain('rain with more chances than packets', { packets: 5, paid_fen: 8888 }, 0)
    expect(none).toEqual({ is: 'so', value: { mine: [] } })
  })

  it('that the sums of a rain are not so', () => {
    const wrong = rain('rain with more chances than packets', { packets: 5, paid_fen: 8887 }, 1)
    expect(wrong).toMatchObject({ is: 'refused', reason: expect.stringContaining('sums') })
  })

  it('who was drawn for what', () => {
    const name = 'draw with a winner passed over'
    const found = answer({ ask: 'draw', ...deciding(name), places: opened(name).places })
    expect(found).toMatchObject({ is: 'so', value: { complete: true } })
    const part = opened(name).places.slice(0, 1)
    const first = answer({ ask: 'draw', ...deciding(name), places: part })
    expect(first).toMatchObject({
      is: 'so',
      value: { complete: false, places: [{ place: 0, pseudonym: part[0]?.[1].slice(0, 32) }] },
    })
  })

  it('who has a unit of each outlet, and when those are all', () => {
    const { places } = opened('seckill by lot')
    const ask = (some: typeof places) =>
      answer({ ask: 'draw', ...deciding('seckill by lot'), places: some })
    const found = ask(places)
    const told = found.is === 'so' && 'places' in found.value ? found.value.places : []
    const outlets = ['app', 'app', 'app', 'tv', 'tv']
    expect(told.map(({ outlet }) => outlet)).toEqual(outlets)
    expect(told.map((one) => one.prize_id)).toEqual(['app', 'app', null, 'tv', 'tv'])
    expect(found).toMatchObject({ is: 'so', value: { complete: true } })
    expect(ask(places.slice(0, 4))).toMatchObject({ is: 'so', value: { complete: false } })
    expect(ask([...places.slice(3), ...places.slice(0, 3)])).toMatchObject({ is: 'refused' })
  })

  it('that somebody else was drawn than is said', () => {
    const name = 'draw with a winner passed over'
    const places = [...opened(name).places].reverse()
    expect(answer({ ask: 'draw', ...deciding(name), places })).toMatchObject({ is: 'refused' })
  })

  it('that a receipt holds, or does not', () => {
    const { gala, version, ...receipt } = JSON.parse(bundle('receipt'))
    expect(answer({ ask: 'receipt', pins: PINS, receipt })).toEqual({ is: 'so', value: {} })
    const other = { ...receipt, origin: `gala/night/${'00'.repeat(32)}` }
    expect(answer({ ask: 'receipt', pins: PINS, receipt: other })).toMatchObject({ is: 'refused' })
    expect(answer({ ask: 'receipt', pins: 'none', receipt })).toMatchObject({ is: 'refused' })
  })
})
