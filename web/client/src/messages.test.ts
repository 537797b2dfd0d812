import { decode as unpack } from '@msgpack/msgpack'
import { describe, expect, it } from 'vitest'
import { bytes, NEXT, SECKILL, segment, T0 } from './fixtures'
import { hex, unhex } from './hex'
import { decode, say } from './messages'

const ID = Uint8Array.from({ length: 16 }, (_, i) => i)
const ID_HEX = '000102030405060708090a0b0c0d0e0f'

describe('decode', () => {
  it.each([
    [
      ['welcome', '616', ['夜', 'Night'], 'app', 8000, [['wushu', ['武术', 'Martial arts']]]],
      { show: '616', outlet: 'app', delay_ms: 8000, rooms: [{ id: 'wushu' }] },
    ],
    [
      ['snapshot', 'main', 1, 7, [['cue', 'main', 1, 7, 0, 'panic', []]]],
      { channel: 'main', seq: 7, cues: [{ kind: 'panic', seq: 7 }] },
    ],
    [['resumed', 'main', 2, 9], { channel: 'main', epoch: 2, seq: 9 }],
    [['cue', 'main', 1, 1, T0, 'over', []], { cue: { kind: 'over', present_at_ms: T0 } }],
    [
      ['tick', T0, 300, [['w', 2, [['app', 41], ['tv', 0]]]]],
      { now_ms: T0, viewers: 300, windows: [{ window: 'w', gen: 2, left: { app: 41, tv: 0 } }] },
    ],
    [['tick', T0, 3, []], { now_ms: T0, windows: [], hearts: null }],
    [['tick', T0, 3, [], null], { hearts: null }],
    [['tick', T0, 3, [], [['s1', 7], ['odd']]], { hearts: { s1: 7 } }],
    [['clock', 5, T0, T0 + 1, 7], { t0: 5, received_ms: T0, sent_ms: T0 + 1, error_ms: 7 }],
    [['clock', 5, T0, T0 + 1, -7], { t0: 5, received_ms: T0, sent_ms: T0 + 1, error_ms: 0 }],
    [
      ['receipt', 'w', 1, ID, 17, 1, T0, 3, 'app', ID, '5-6', 0, 2, ID, ID, 'always 1'],
      {
        claim_id: ID_HEX,
        unit: 17,
        price_fen: 1,
        at_ms: T0,
        quantity: 3,
        proof: { outlet: 'app', pseudonym: ID_HEX, batch: '5-6', index: 0, size: 2, path: ID_HEX },
      },
    ],
    [['receipt', 'w', 1, ID, 17, 1, T0], { unit: 17, quantity: 1, proof: null }],
    [['answer', 'w', 1, ID, 'pending', T0], { outcome: 'pending', claim_id: ID_HEX }],
    [['answer', 'w', 1, ID, 'not_eligible', 0], { outcome: 'not_eligible' }],
    [
      ['standing', 'w', 'no', 0, 180, ['watched']],
      { window: 'w', standing: { may: 'no', left_s: 180, reasons: ['watched'] } },
    ],
    [['no_room', 'x'], { room: 'x' }],
    [['room_full', 'x'], { room: 'x' }],
    [['you', new Uint8Array([1, 171])], { pseudonym: '01ab' }],
    [['tick', 1, 2, [], [], [['x', 3]]], { in_rooms: { x: 3 } }],
    [['tick', 1, 2, []], { in_rooms: {} }],
    [['stale', T0], { since_ms: T0 }],
    [['fresh'], { name: 'fresh' }],
  ])('reads %j', (message, fields) => {
    expect(decode(bytes(message))).toMatchObject({ name: message[0], ...fields })
  })

  it('ignores extra elements at the end', () => {
    expect(decode(bytes(['resumed', 'main', 2, 9, 'later', {}]))).toMatchObject({ seq: 9 })
  })

  it('keeps integers of 53 bits whole', () => {
    expect(decode(bytes(['stale', 2 ** 52 + 1]))).toEqual({ name: 'stale', since_ms: 2 ** 52 + 1 })
  })

  it.each([
    [['firework', 1]],
    [['toString']],
    [['resumed', 'main', '2', 9]],
    [['resumed', 'main']],
    [['stale', 1.5]],
    [['answer', 'w', 1, ID, 'maybe', T0]],
    [['receipt', 'w', 1, 'not bytes', 17, 1, T0]],
    [['snapshot', 'main', 1, 7, ['cue']]],
    [[]],
    [{ name: 'fresh' }],
    [7],
    [null],
  ])('answers null to %j', (message) => {
    expect(decode(bytes(message))).toBeNull()
  })

  it('never throws, whatever the bytes', () => {
    const message = ['cue', 'main', 1, 1, T0, 'take', [SECKILL, T0 + 1, NEXT]]
    const good = new Uint8Array(bytes(message))
    for (let at = 0; at < good.length; at++) {
      for (const byte of [0x00, 0x90, 0xc0, 0xc1, 0xd9, 0xff]) {
        const bad = Uint8Array.from(good)
        bad[at] = byte
        expect(() => decode(bad.buffer)).not.toThrow()
        expect(() => decode(bad.slice(0, at).buffer)).not.toThrow()
      }
    }
  })
})

describe('a cue', () => {
  const read = (kind: string, body: unknown[]) =>
    decode(bytes(['cue', 'main', 1, 1, 0, kind, body]))

  it.each([
    ['seckill', SECKILL[4], { window: 'w-phone', price_fen: 1, regular_price_fen: 579_900 }],
    ['rain', [100, 3, 'r', 1, 50, 2], { pool_fen: 100, window: 'r', max_fen: 50, per_viewer: 2 }],
    [
      'draw',
      [[['gold', ['金', 'Gold'], 1, 5]], 'd', 2],
      { prizes: [{ prize_id: 'gold', value_fen: 5 }], window: 'd', alternates: 2 },
    ],
    [
      'visit',
      ['wushu', ['武术', 'Martial arts']],
      { room: 'wushu', rooms: [{ room: 'wushu', weight: 1 }], over_ms: null },
    ],
    [
      'visit',
      ['b', ['乙', 'B'], [['a', ['甲', 'A'], 1], ['b', ['乙', 'B'], 3]], 4_000],
      { room: 'b', rooms: [{ room: 'a', weight: 1 }, { room: 'b', weight: 3 }], over_ms: 4_000 },
    ],
    [
      'visit',
      ['b', ['乙', 'B'], [['a', ['甲', 'A'], 0]], 4_000],
      { rooms: [{ room: 'b', weight: 1 }], over_ms: null },
    ],
    ['host', [], null],
  ])('carries the detail of a %s', (kind, detail, expected) => {
    const found = read('ready', [segment(kind, 'x', detail as unknown[])])
    expect(found).toMatchObject({ cue: { segment: { kind, detail: expected } } })
  })

  it.each([
    ['entries_frozen', ['w', 2, ID, 9, 12], { gen: 2, root: ID_HEX, entries: 9, numbers: 12 }],
    ['draw_committed', [1, 's', 'rain', 'w', '{}', T0], { draws: 'rain', manifest: '{}' }],
    [
      'draw_opened',
      [1, 's', ID, ID, [[4, 'a leaf', ID]]],
      { signature: ID_HEX, proof: ID_HEX, places: [[4, 'a leaf', ID_HEX]] },
    ],
    [
      'rain_opened',
      [1, 's', ID, ID, ID, 5, 60, 40],
      { root: ID_HEX, packets: 5, paid_fen: 60, returned_fen: 40 },
    ],
    [
      'draw_announced',
      [1, 's', [[0, 'gold', ID]], 1, [['gold', ['金', 'Gold']]]],
      {
        winners: [{ place: 0, prize_id: 'gold', pseudonym: ID_HEX }],
        count: 1,
        prizes: { gold: ['金', 'Gold'] },
      },
    ],
    ['draw_voided', [1, 's', 'late'], { number: 1, reason: 'late' }],
    ['draw_given_up', ['s', 'empty'], { segment: 's', reason: 'empty' }],
  ])('reads %s', (kind, body, fields) => {
    expect(read(kind, body)).toMatchObject({ cue: { kind, ...fields } })
  })

  it('shows a segment of a later kind, or with an odd detail, by its title', () => {
    const other = { cue: { segment: { kind: 'other', title: ['x(中)', 'x (en)'] } } }
    expect(read('ready', [segment('hologram', 'x')])).toMatchObject(other)
    expect(read('ready', [segment('rain', 'x', ['lots'])])).toMatchObject(other)
  })

  it.each([
    ['firework', [1]],
    ['constructor', []],
    ['take', ['not a segment', 1, null]],
    ['take', [segment('host'), 'soon', null]],
    ['window', ['w', 1, 'ajar', []]],
    ['window', ['w', 1, 'open', [['app', 1]]]],
    ['next', [['id']]],
    ['entries_frozen', ['w', 1, 'not bytes', 9, 12]],
    ['draw_committed', [1, 's', 'lottery', 'w', '{}', T0]],
    ['draw_opened', [1, 's', ID, ID, [[4, 'a leaf']]]],
    ['rain_opened', [1, 's', ID, ID, ID, 5, 60]],
    ['draw_announced', [1, 's', [[0, 'gold', 'a name']], 1]],
  ])('of kind %s with an odd body %j still counts', (kind, body) => {
    expect(read(kind, body)).toMatchObject({ cue: { kind: 'unknown', seq: 1 } })
  })
})

describe('say', () => {
  it.each([
    [say.clock(12_345_678_901), ['clock', 12_345_678_901]],
    [say.claim('w', 1, ID_HEX, true), ['claim', 'w', 1, ID, true]],
    [say.claim('w', 1, ID_HEX, false, 3), ['claim', 'w', 1, ID, false, 3]],
    [say.enter('wushu'), ['enter', 'wushu']],
    [say.leave(), ['leave']],
  ])('writes %#', (written, message) => {
    expect(unpack(written)).toEqual(message)
  })

  it('writes the example of the protocol', () => {
    const written = hex(say.claim('seckill-lipstick', 1, ID_HEX, false))
    expect(written.startsWith('95a5636c61696d')).toBe(true)
    expect(unhex(ID_HEX)).toEqual(ID)
  })
})
