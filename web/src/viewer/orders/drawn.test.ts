import { expect, it } from 'vitest'
import { picture } from '../lot/fixtures'
import type { DrawMine } from '../lot/outcome'
import { mayBeOrdered } from './drawn'

const is = (mine: DrawMine) => () => mine
const none = is({ is: 'none' })
const won = is({ is: 'won', prize_id: 'app' })

it('asks for every receipt where the first have the units', () => {
  expect(mayBeOrdered({ kind: 'seckill' }, [], none)).toBe(true)
})

it('asks by lot only once it is announced', () => {
  const lot = { kind: 'lot' } as const
  expect(mayBeOrdered(lot, [], won)).toBe(false)
  expect(mayBeOrdered(lot, [picture({ state: 'opened' })], won)).toBe(false)
  expect(mayBeOrdered(lot, [picture({ state: 'void' }), picture({ state: 'announced' })], won)).toBe(true)
})

it('asks nothing for who was not drawn, and for everybody else', () => {
  const announced = [picture({ state: 'announced' })]
  const lot = { kind: 'lot' } as const
  expect(mayBeOrdered(lot, announced, none)).toBe(false)
  for (const mine of [
    { is: 'alternate', no: 2 },
    { is: 'passed_over' },
    { is: 'unknown' },
  ] as const) {
    expect(mayBeOrdered(lot, announced, is(mine))).toBe(true)
  }
})

it('asks when nothing is known of the show any more', () => {
  expect(mayBeOrdered({ kind: 'lot' }, undefined, none)).toBe(true)
})
