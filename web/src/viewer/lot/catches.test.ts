import { beforeEach, describe, expect, it } from 'vitest'
import { Catches } from './catches'

const wish = { window: 'w', gen: 1, goods_title: null }
const far = () => 20_000

describe('catching', () => {
  let catches: Catches
  beforeEach(() => {
    catches = new Catches(() => 0.5) // hands in 900 ms before the close
  })

  it('with one chance each is handed in with the first', () => {
    expect(catches.catch(wish, 1)).toBe(true)
    expect(catches.catch(wish, 1)).toBe(false)
    expect(catches.due(far, false)).toEqual([{ ...wish, kind: 'rain', quantity: 1 }])
    expect(catches.due(far, false)).toEqual([])
  })

  it('counts up to what one may have, and is handed in then', () => {
    catches.catch(wish, 3)
    catches.catch(wish, 3)
    expect([catches.of('w', 1), catches.due(far, false)]).toEqual([2, []])
    catches.catch(wish, 3)
    expect(catches.due(far, false)).toMatchObject([{ quantity: 3 }])
    expect(catches.of('w', 1)).toBe(0)
  })

  it('is handed in shortly before the close, once', () => {
    catches.catch(wish, 3)
    expect(catches.due(() => 901, false)).toEqual([])
    expect(catches.due(() => 900, false)).toMatchObject([{ quantity: 1 }])
    expect(catches.due(() => 0, false)).toEqual([])
  })

  it('waits as long as nobody knows the close', () => {
    catches.catch(wish, 3)
    expect(catches.due(() => null, false)).toEqual([])
  })

  it('is handed in when the page goes out of sight', () => {
    catches.catch(wish, 3)
    expect(catches.due(far, true)).toMatchObject([{ quantity: 1 }])
  })

  it('keeps openings apart', () => {
    catches.catch(wish, 3)
    expect(catches.of('w', 2)).toBe(0)
  })
})
