import { beforeEach, describe, expect, it } from 'vitest'
import type { Standing } from 'gala-client/who'
import { Standings } from './standings'

const yes: Standing = { may: 'yes', weight: 3, left_s: 0, reasons: [] }
const wait: Standing = { may: 'no', weight: 0, left_s: 90, reasons: ['watched'] }

describe('standings', () => {
  let own = 0
  let online = true
  let asked: string[] = []
  let standings: Standings

  beforeEach(() => {
    own = 0
    online = true
    asked = []
    standings = new Standings({
      ask: (window) => {
        if (online) asked.push(window)
        return online
      },
      own: () => own,
      random: () => 0.5,
    })
  })

  const look = (at_ms: number) => {
    own = at_ms
    return standings.of('w')
  }

  it('are asked for a moment after the first look, not all at once', () => {
    expect(look(0)).toBeNull()
    expect(look(999)).toBeNull()
    expect(asked).toEqual([])
    look(1_000)
    look(1_100)
    expect(asked).toEqual(['w'])
    standings.heard('w', yes)
    expect(look(1_200)).toEqual(yes)
  })

  it('are asked for again when no answer comes, and once there is a line', () => {
    online = false
    look(0)
    look(1_000)
    online = true
    look(1_050)
    expect(asked).toHaveLength(1)
    look(6_000)
    expect(asked).toHaveLength(1)
    look(6_050)
    expect(asked).toHaveLength(2)
  })

  it('count down, and ask when the time has come', () => {
    look(0)
    look(1_000)
    standings.heard('w', { ...wait, left_s: 20 })
    expect(look(11_500)?.left_s).toBe(10)
    expect(look(20_999)?.left_s).toBe(1)
    expect(asked).toHaveLength(1)
    expect(look(21_000)?.left_s).toBe(1)
    expect(asked).toHaveLength(2)
  })

  it('are asked for anew now and then, and soon when nobody could tell', () => {
    look(0)
    look(1_000)
    standings.heard('w', yes)
    look(30_999)
    expect(asked).toHaveLength(1)
    look(31_000)
    expect(asked).toHaveLength(2)
    standings.heard('w', { ...yes, may: 'unknown' })
    look(36_000)
    expect(asked).toHaveLength(3)
  })

  it('are asked for anew after a receipt, and keep the old answer until then', () => {
    look(0)
    look(1_000)
    standings.heard('w', wait)
    standings.askAnew()
    expect(look(1_999)?.may).toBe('no')
    look(2_000)
    expect(asked).toHaveLength(2)
  })

  it('of a window that nobody looks at are not kept', () => {
    standings.heard('other', yes)
    standings.askAnew()
    expect(standings.of('other')).toBeNull()
  })
})
