import { expect, it } from 'vitest'
import { promised } from './promise'

it('says what an answer means, the weaker promise too', () => {
  expect(promised('always 0', 'en')).toBe('on disk before the answer')
  expect(promised('always 1', 'en')).toBe('on disk before the answer; on 1 replica before the answer')
  expect(promised('everysec 2', 'en')).toContain('may lose the last second')
  expect(promised('everysec 2', 'zh')).toBe('约一秒落盘一次，断电可能丢失最后一秒；回答前 2 个副本已收到')
  for (const odd of ['', 'always', 'always 007', 'none 1', 'always 1 ']) {
    expect(promised(odd, 'en')).toBe('')
  }
})
