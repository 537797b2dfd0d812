import { describe, expect, it } from 'vitest'
import { at, snapshot } from 'gala-client/board'
import type { Cue } from 'gala-client/cue'
import { cue, segment, T0 } from 'gala-client/fixtures'
import type { Messages } from 'gala-client/messages'
import { factsOf } from './facts'
import { underWay } from './late'
import { lotOf, toRound } from './lot'
import { givenBy, saleOf } from './sale'

const BYTES = Uint8Array.of(0xab, 0xcd)
const picture = (...cues: Cue[]) => at(snapshot(1, cues.length, cues), T0, 0)
const committed = (number: number, round_at_ms = T0 + 9_000) =>
  cue(2, 'draw_committed', [number, 's', 'draw', 'w', '{}', round_at_ms])

describe('a lot', () => {
  const frozen = cue(1, 'entries_frozen', ['w', 1, BYTES, 9, 12])

  it('goes from entering to what came of it', () => {
    const announced = cue(3, 'draw_announced', [1, 's', [[0, 'gold', BYTES]], 1])
    const voided = cue(3, 'draw_voided', [1, 's', 'late'])
    const given_up = cue(3, 'draw_given_up', ['s', 'empty'])
    expect(lotOf(picture(), 's', 'w').at).toBe('entering')
    expect(lotOf(picture(frozen), 's', 'w')).toMatchObject({ at: 'frozen', frozen: { entries: 9 } })
    expect(lotOf(picture(frozen, committed(1)), 's', 'w').at).toBe('committed')
    expect(lotOf(picture(frozen, committed(1), announced), 's', 'w').at).toBe('announced')
    expect(lotOf(picture(frozen, committed(1), voided), 's', 'w').at).toBe('void')
    expect(lotOf(picture(voided, committed(2)), 's', 'w').at).toBe('committed')
    expect(lotOf(picture(given_up), 's', 'w')).toEqual({ at: 'given_up', reason: 'empty' })
  })

  it('counts to its round on this outlet, and not where a hall draws', () => {
    const to = (round_at_ms: number) => {
      const lot = lotOf(picture(committed(1, round_at_ms)), 's', 'w')
      return 'draw' in lot ? toRound(lot.draw, T0, 1_500) : undefined
    }
    expect(to(T0 + 9_000)).toBe(10_500)
    expect(to(T0 - 9_000)).toBe(-7_500)
    expect(to(0)).toBeNull()
  })

  it('is told by its manifest, when there is one', () => {
    const manifest = { beacon: { kind: 'quicknet' }, round: 7, root: 'ab', entries: 3 }
    const { beacon, ...rest } = manifest
    expect(factsOf(JSON.stringify(manifest))).toEqual({ ...rest, beacon: 'quicknet' })
    const later = JSON.stringify({ ...rest, beacon: { kind: 'lava-lamps' } })
    expect(factsOf(later)?.beacon).toBe('unknown')
    expect([factsOf(null), factsOf('{}'), factsOf('[')]).toEqual([null, null, null])
    expect(factsOf(JSON.stringify({ beacon }))).toBeNull()
  })
})

describe('a draw whose segment is over', () => {
  const take = (seq: number, kind: string, id: string, detail: unknown[] = []) =>
    cue(seq, 'take', [segment(kind, id, detail), T0 + 60_000, null])
  const draw = take(1, 'draw', 's', [[['gold', ['金', 'Gold'], 1, 5]], 'w', 1])
  const announced = cue(3, 'draw_announced', [1, 's', [[0, 'gold', BYTES]], 1])

  it('is still under way until it has come to something', () => {
    const host = take(3, 'host', 'h')
    expect(underWay(picture(draw, committed(1)))).toBeNull()
    expect(underWay(picture(draw, committed(1), host))?.id).toBe('s')
    expect(underWay(picture(draw, committed(1), announced, host))).toBeNull()
    expect(underWay(picture(committed(1), host))).toBeNull()
  })
})

describe('a sale', () => {
  const window = (state: string, opens: number, ...sold: number[]) => {
    const row = (outlet: string, i: number) =>
      [outlet, T0 + opens, T0 + opens + 60_000, 300, ...sold.slice(i, i + 1)]
    return cue(1, 'window', ['w', 1, state, ['app', 'tv'].map(row)])
  }
  const tick = (app: number, tv: number, gen = 1): Messages['tick'] => ({
    now_ms: T0,
    viewers: 1,
    windows: [{ window: 'w', gen, left: { app, tv } }],
    hearts: null,
    in_rooms: {},
  })
  const sale = (one: Cue, told: Messages['tick'] | null = null) =>
    saleOf(picture(one), 'w', 'app', T0, told)

  it('has the stock of all outlets, as the ticks of this opening tell it', () => {
    expect(sale(window('open', -1), tick(100, 250))).toMatchObject({
      phase: 'open',
      sold: 250,
      stock: 600,
      rows: [
        { outlet: 'app', left: 100 },
        { outlet: 'tv', left: 250 },
      ],
    })
    expect(sale(window('open', -1), tick(0, 0, 2)).sold).toBe(0)
  })

  it('says nothing of what is left while an edge under load does not', () => {
    const rows = (one: Cue, told: Messages['tick'] | null) => sale(one, told).rows
    const known = (told: readonly { told: boolean }[]) => told.map((row) => row.told)
    const silent = { ...tick(0, 0), windows: [] }
    expect(known(rows(window('open', -1), silent))).toEqual([false, false])
    expect(known(rows(window('open', -1), tick(1, 2)))).toEqual([true, true])
    expect(known(rows(window('armed', 5_000), silent))).toEqual([true, true])
    expect(known(rows(window('settled', -1, 1, 2), silent))).toEqual([true, true])
  })

  it('is coming, sold out or closed', () => {
    expect(sale(window('armed', 5_000))).toMatchObject({ phase: 'coming', opens_at_ms: T0 + 5_000 })
    expect(sale(window('open', -1), tick(0, 0)).phase).toBe('sold_out')
    expect(sale(window('settled', -1, 300, 300)).phase).toBe('sold_out')
    expect(sale(window('paused', -1), tick(100, 250))).toMatchObject({ phase: 'paused', sold: 250 })
    expect(sale(window('settled', -1, 300, 12))).toMatchObject({ phase: 'closed', sold: 312 })
    expect(saleOf(picture(), 'w', 'app', T0, null)).toMatchObject({ phase: 'unknown', rows: [] })
  })

  it('gives numbers out of a stock without end', () => {
    const endless = cue(1, 'window', ['w', 1, 'open', [['app', T0, T0 + 1, 10 ** 12]]])
    const told = { ...tick(0, 0), windows: [{ window: 'w', gen: 1, left: { app: 10 ** 12 - 7 } }] }
    expect(givenBy(picture(endless), 'w', told)).toBe(7)
    expect(givenBy(picture(endless), 'w', null)).toBe(null)
    const armed = cue(1, 'window', ['w', 1, 'armed', [['app', T0, T0 + 1, 10 ** 12]]])
    expect(givenBy(picture(armed), 'w', null)).toBe(0)
    expect(givenBy(picture(), 'w', told)).toBe(0)
  })
})
