import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Prize } from 'gala-client/segment'
import { codesOf } from './entrants'
import { optionsOf } from './options'
import { NO_PLACE, onPhone, placeOf, proofPath } from './place'
import { calledAfter, prizeRows } from './prizes'
import { qrOf } from './qr'
import { histogram } from '../histogram'

describe('the address of the screen', () => {
  it('says how it looks', () => {
    expect(optionsOf('')).toEqual({ outlet: null, lang: null, transparent: false, ball: true })
    expect(optionsOf('?transparent=1&lang=en&ball=0&outlet=tv')).toEqual({
      outlet: 'tv',
      lang: 'en',
      transparent: true,
      ball: false,
    })
    expect(optionsOf('?lang=fr').lang).toBeNull()
  })
})

describe('the place', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('has an address for phones, or none', () => {
    const told = { phone: 'http://192.168.1.2:8080/', rehearsal: true }
    expect(placeOf(JSON.stringify(told))).toEqual(told)
    expect(placeOf('{"phone": null}')).toEqual(NO_PLACE)
    expect(placeOf('{"phone": "javascript:alert(1)"}')).toEqual(NO_PLACE)
    expect(placeOf('no json')).toBeNull()
  })

  it('leads phones to the proof of a draw', () => {
    vi.stubGlobal('location', { origin: 'http://hall.lan:9000', host: 'hall.lan:9000' })
    const path = '/verify?bundle=%2Fproof%2Fdraw%2F7.json'
    expect(proofPath(7)).toBe(path)
    expect(onPhone(NO_PLACE, path)).toBe(`http://hall.lan:9000${path}`)
    const place = { phone: 'http://10.0.0.1:80/x', rehearsal: false }
    expect(onPhone(place, path)).toBe(`http://10.0.0.1${path}`)
    vi.stubGlobal('location', { origin: 'http://127.0.0.1:9000', host: '127.0.0.1:9000' })
    expect(onPhone(NO_PLACE, path)).toBeNull()
  })
})

it('the entrants have codes, and units that nobody got have none', () => {
  const leaf = `7f3a${'0'.repeat(24)}91c2 app 1 1 1 0 5 ${'ab'.repeat(16)}`
  expect(codesOf(JSON.stringify({ leaves: [leaf, '- app 2 1 unsold', 7], entries: 2 }))).toEqual([
    '7F3A·91C2',
  ])
  expect([codesOf('{"error": "none"}'), codesOf('')]).toEqual([[], []])
})

describe('the prizes', () => {
  const prize = (prize_id: string, count: number): Prize => ({
    prize_id,
    prize_title: [prize_id, prize_id],
    count,
    value_fen: 1,
  })
  const won = (prize_id: string, n: number, from = 0) =>
    Array.from({ length: n }, (_, i) => ({ prize_id, place: from + i, pseudonym: 'ab' }))

  it('of a few winners are called from the last to the first, each by itself', () => {
    const rows = prizeRows([prize('car', 1), prize('pen', 2), prize('nobody', 1)], [
      ...won('car', 1),
      ...won('pen', 2, 1),
    ])
    expect(rows.map((row) => [row.prize.prize_id, row.as])).toEqual([
      ['car', 'cards'],
      ['pen', 'cards'],
    ])
    const calls = rows.flatMap((row) => row.winners.map((_, i) => calledAfter(row, i, 3)))
    expect(calls).toEqual([2_200, 1_100, 0])
  })

  it('of many come row by row, in a grid', () => {
    const rows = prizeRows([prize('car', 1), prize('pen', 60)], [
      ...won('car', 1),
      ...won('pen', 60, 1),
    ])
    expect(rows.map((row) => row.as)).toEqual(['cards', 'grid'])
    expect(calledAfter(rows[0]!, 0, 61)).toBeLessThan(1_000)
    expect(calledAfter(rows[1]!, 59, 61)).toBeLessThan(2_000)
  })
})

it('a QR code has its quiet zone', () => {
  const { size, path } = qrOf('http://192.168.1.2:8080/')
  expect(size).toBeGreaterThanOrEqual(21 + 6)
  expect(path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/)
  expect(path).toContain('M3 3h1')
  expect(path).not.toMatch(/M[012] /)
})

it('amounts fall into bars of one width', () => {
  const bars = histogram([100, 101, 150, 579], 24)
  expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(4)
  expect(bars[0]).toEqual({ from: 100, to: 119, count: 2 })
  expect(bars[bars.length - 1]!.to).toBe(579)
  expect(histogram([7, 7], 24)).toEqual([{ from: 7, to: 7, count: 2 }])
  expect(histogram([], 24)).toEqual([])
})
