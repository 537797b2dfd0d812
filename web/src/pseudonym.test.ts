import { expect, it } from 'vitest'
import { codeOf, groupsOf } from './pseudonym'

it('shortens a pseudonym to its first and last four digits', () => {
  expect(codeOf('7f3a00112233445566778899aabb91c2')).toBe('7F3A·91C2')
})

it('groups hex as it is read out', () => {
  expect(groupsOf('00ff12')).toEqual(['00FF', '12'])
})
