import { expect, it } from 'vitest'
import { checkByHand } from './recount-by-hand'
import { Checks } from './report'
import { readRow, type Row } from './rows'
import { finish } from './steps'

const BY = ['director', 'producer']
const MORE = ['window_topped_up', 5, 'flash', 1, 'app', 20, 'more came', ...BY]
const VOID = ['window_revoked', 9, 'flash', 1, 'wrong price', ...BY]
const frozen = (app: number) =>
  ['entries_frozen', 8, 'flash', 1, '11'.repeat(32), app, [['app', app, 2]]] as const

function failure(...events: readonly (readonly unknown[])[]): string | undefined {
  const checks = new Checks()
  const told = events.map((event, i) => ({ i, line: '', row: readRow(event as never) as Row }))
  try {
    finish(checkByHand(checks, told, []))
  } catch {
    // The check says what it was.
  }
  return checks.done.find(({ ok }) => !ok)?.detail
}

it('holds every tree to what was declared and added', () => {
  expect(failure(frozen(50), MORE, frozen(70))).toBeUndefined()
  for (const later of [50, 69, 71]) {
    expect(failure(frozen(50), MORE, frozen(later))).toMatch(/is not what was added/)
  }
  expect(failure(MORE, frozen(19))).toMatch(/is not what was added/)
})

it('refuses what is revoked twice', () => {
  expect(failure(VOID)).toBeUndefined()
  expect(failure(VOID, VOID)).toBe('opening 1 of flash is revoked twice')
})

it.each([
  [['window_topped_up', 5, 'flash', 1, 'app', 0, 'more came', ...BY]],
  [['window_topped_up', 5, 'flash', 1, 'app', 20, '', ...BY]],
  [['window_topped_up', 5, 'flash', 1, 'app', 20, 'more came', 'a', 'a']],
  [['window_topped_up', 5, 'flash', 1, 'app', 20, 'more came', 'auto', 'auto']],
  [['window_revoked', 9, 'flash', 0, 'wrong price', ...BY]],
  [['window_revoked', 9, 'flash', 1, 'wrong price', 'auto', 'auto']],
])('takes two people and a reason: %j', (event) => {
  expect(() => readRow(event as never)).toThrow()
})

it('says nothing of a night in which nobody did such a thing', () => {
  const checks = new Checks()
  expect(finish(checkByHand(checks, [], []))).toEqual([])
  expect(checks.done).toEqual([])
})
