import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY, type Picture } from 'gala-client/board'
import type { SegmentOf } from 'gala-client/segment'
import { momentMs, order } from 'gala-client/steering'
import { Visits } from './visits'

const ME = 'ab'.repeat(16)
const T0 = 1_000_000
const DELAY_MS = 3_000
const TITLE = ['走', 'Walk'] as const

const ROOMS = ['dojo', 'hall', 'kitchen'].map((room, at) => ({
  room,
  room_title: TITLE,
  weight: at + 1,
}))
const ORDER = order('walk', ME, ROOMS)
const AT_MS = T0 + DELAY_MS + momentMs('walk', ME, 4_000)

function walk(rooms = ROOMS, over_ms: number | null = 4_000): SegmentOf<'visit'> {
  const detail = { room: rooms[0]!.room, room_title: TITLE, rooms, over_ms }
  return { id: 'walk', kind: 'visit', title: TITLE, guests: [], detail }
}

const on = (segment = walk()): Picture => ({
  ...EMPTY,
  on_air: segment,
  since_ms: T0,
  ends_at_ms: T0 + 60_000,
})
const BYE: Picture = {
  ...EMPTY,
  on_air: { id: 'bye', kind: 'host', title: TITLE, guests: [], detail: null },
}

describe('visits', () => {
  let said: string[]
  let room: { id: string; inside: boolean } | null
  let own_ms: number
  let pseudonym: string | null
  let visits: Visits

  const look = (picture: Picture, now_ms: number) => visits.look(picture, now_ms, DELAY_MS)
  const full = () => {
    const id = room?.id ?? ''
    room = null
    visits.refused(id)
  }

  beforeEach(() => {
    said = []
    room = null
    own_ms = 0
    pseudonym = ME
    visits = new Visits({
      pseudonym: () => pseudonym,
      room: () => room,
      enter: (id) => {
        said.push(`enter ${id}`)
        room = { id, inside: false }
      },
      leave: () => {
        said.push('leave')
        room = null
      },
      own: () => own_ms,
    })
  })

  it('go at their moment and come back', () => {
    look(on(), T0)
    expect(visits.invitation).toEqual({ room: ORDER[0], at_ms: AT_MS })
    look(on(), AT_MS - 1)
    expect(said).toEqual([])
    look(on(), AT_MS)
    expect(said).toEqual([`enter ${ORDER[0]}`])
    expect(visits.invitation).toBe(null)
    room = { id: ORDER[0]!, inside: true }
    look(on(), AT_MS + 30_000)
    look(BYE, AT_MS + 60_000)
    expect(said).toEqual([`enter ${ORDER[0]}`, 'leave'])
  })

  it('try one room after the other, and then stay', () => {
    look(on(), AT_MS)
    visits.refused('elsewhere')
    for (const _ of ORDER) full()
    expect(said).toEqual(ORDER.map((id) => `enter ${id}`))
    expect(visits.full).toBe(true)
    look(BYE, AT_MS + 1)
    expect(visits.full).toBe(false)
    expect(said).toHaveLength(3)
  })

  it('are declined', () => {
    look(on(), T0)
    visits.stay()
    look(on(), AT_MS)
    expect(said).toEqual([])
  })

  it('begin at once for who does not want to wait', () => {
    look(on(), T0)
    visits.go()
    visits.go()
    expect(said).toEqual([`enter ${ORDER[0]}`])
  })

  it('leave alone who is in a room by choice, or not yet known', () => {
    room = { id: 'attic', inside: true }
    look(on(), AT_MS)
    look(BYE, AT_MS + 1)
    expect(said).toEqual([])
    room = pseudonym = null
    look(on(), AT_MS)
    expect(said).toEqual([])
    pseudonym = ME
    look(on(), AT_MS)
    expect(said).toEqual([`enter ${ORDER[0]}`])
  })

  it('spread over a part of the visit where nothing else is said', () => {
    look(on(walk(ROOMS.slice(0, 1), null)), T0)
    expect(visits.invitation?.at_ms).toBe(T0 + DELAY_MS + momentMs('walk', ME, 8_000))
  })

  it('ask again when nothing answers', () => {
    look(on(), AT_MS)
    own_ms = 5_001
    look(on(), AT_MS + 5_000)
    look(on(), AT_MS + 5_001)
    room = { id: ORDER[0]!, inside: true }
    own_ms = 20_000
    look(on(), AT_MS + 20_000)
    expect(said).toEqual([`enter ${ORDER[0]}`, `enter ${ORDER[0]}`])
  })
})
