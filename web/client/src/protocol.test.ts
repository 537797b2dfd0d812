import { describe, expect, it } from 'vitest'
import vectors from '../../../tests/vectors/protocol.json'
import * as boards from './board'
import type { Board } from './board'
import { errorBound, heard, NO_CLOCK, offset } from './clock'
import { hex, unhex } from './hex'
import { decode, say, type ServerMessage } from './messages'
import { comingBack } from './return'
import { addressOf } from './socket'

const SAY: Record<string, (...fields: never[]) => Uint8Array> = say

/** What the Python client is held to as well. */
describe('the vectors of the protocol', () => {
  it.each(vectors.clock)('tell the show’s clock by $exchanges', (one) => {
    const clock = one.exchanges.reduce((known, [t0 = 0, t1 = 0, t2 = 0, t3 = 0, error = 0]) => {
      return heard(known, { t0, t1, t2, t3, error })
    }, NO_CLOCK)
    expect([offset(clock), errorBound(clock)]).toEqual([one.offset_ms, one.error_ms])
  })

  it.each(vectors.closing)('tell what follows on $code "$reason"', (one) => {
    const told = comingBack(one, 0, 0.25)
    expect(told.do).toBe(one.do)
    if (told.do === 'come_back') expect(told.after_ms).toBe(one.after_ms ?? 250)
  })

  it.each(vectors.openings)('ask for "$query"', ({ main, room, room_point, query }) => {
    const point = (of: number[] | null) => of && { epoch: of[0] ?? 0, seq: of[1] ?? 0 }
    const channels: [string, boards.Point | null][] = [['main', point(main)]]
    if (room !== null) channels.push([`room:${room}`, point(room_point)])
    expect(addressOf('ws://edge/live', channels).split('?')[1] ?? '').toBe(query)
  })

  it.each(vectors.requests)('say $message', ({ message: [name, ...fields], bytes }) => {
    expect(hex(SAY[String(name)]!(...(fields as never[])))).toBe(bytes)
  })

  it.each(vectors.channels)('follow a channel: $name', (one) => {
    let board: Board | null = null
    let gap = false
    for (const message of one.messages.map(read)) {
      if (message.name === 'snapshot')
        board = boards.snapshot(message.epoch, message.seq, message.cues)
      else if (message.name === 'cue' && board) {
        const next: Board | null = boards.apply(board, message.cue)
        gap ||= next === null
        board = next ?? board
      }
    }
    expect(gap).toBe(one.gap)
    expect([board?.epoch, board?.seq]).toEqual([one.epoch, one.seq])
    for (const wanted of one.pictures) {
      const picture = boards.at(board, wanted.at_ms, one.delay_ms)
      expect(boards.phaseOf(picture)).toBe(wanted.phase)
      const windows = Object.values(picture.windows).map((w) => [w.window, [w.gen, w.state]])
      expect(Object.fromEntries(windows)).toEqual(wanted.windows)
      expect(Object.keys(picture.revoked)).toEqual(
        wanted.revoked.map(([window, gen]) => boards.openingOf(String(window), Number(gen))),
      )
      if (wanted.phase === 'over') continue
      expect(picture.on_air?.id ?? null).toBe(wanted.segment)
      // The delay is added where an instant is shown.
      if (picture.on_air) expect(picture.ends_at_ms + one.delay_ms).toBe(wanted.ends_at_ms)
    }
  })
})

function read(bytes: string): ServerMessage {
  const message = decode(unhex(bytes).buffer as ArrayBuffer)
  if (!message) throw new Error(`no message: ${bytes}`)
  return message
}
