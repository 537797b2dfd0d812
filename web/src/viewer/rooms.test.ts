import { decode } from '@msgpack/msgpack'
import { beforeEach, describe, expect, it } from 'vitest'
import { snapshot } from 'gala-client/board'
import { cueOf } from 'gala-client/cue'
import { Rooms } from './rooms'

const ME = 'ab'.repeat(16)
const TITLE = ['走', 'Walk']
const VISIT = ['walk', 'visit', TITLE, [], ['hall', TITLE, [['hall', TITLE, 1]], 0]]

describe('the room one is in', () => {
  let said: unknown[]
  let rooms: Rooms

  beforeEach(() => {
    said = []
    const send = (message: Uint8Array) => said.push(decode(message))
    rooms = new Rooms({ send, changed: () => {}, own: () => 0 })
  })

  it('is entered and left by choice', () => {
    rooms.enter('hall')
    expect(rooms.channels).toEqual([['room:hall', null]])
    const board = snapshot(1, 1, [])
    rooms.keep('room:attic', board)
    rooms.keep('room:hall', board)
    expect(rooms.board('room:hall')).toBe(board)
    expect(rooms.board('room:attic')).toBe(null)
    rooms.leave()
    expect(rooms.channels).toEqual([])
    expect(said).toEqual([['enter', 'hall'], ['leave']])
  })

  it('is none when there is none, or no place in it', () => {
    for (const full of [true, false]) {
      rooms.enter('hall')
      rooms.refused('attic', full)
      expect(rooms.here?.id).toBe('hall')
      rooms.refused('hall', full)
      expect(rooms.here).toBe(null)
    }
  })

  it('is where a visit leads, unless one stays', () => {
    const cue = cueOf(['main', 1, 1, 1_000, 'take', [VISIT, 61_000, null]])
    const main = snapshot(1, 1, cue ? [cue] : [])
    rooms.look(main, 1_000, 0)
    expect(said).toEqual([])
    rooms.known(ME)
    rooms.look(main, 1_000, 0)
    expect(rooms.here).toEqual({ id: 'hall', board: null })
    rooms.stay()
    rooms.go()
    expect(said).toEqual([['enter', 'hall']])
  })
})
