import { expect, it } from 'vitest'
import { count, countdown, drift, timeOfDay, yuan } from './format'
import { firstLang, pick } from './lang'

it.each([
  [1, '¥0.01'],
  [100, '¥1'],
  [579_900, '¥5,799'],
  [123_456_789, '¥1,234,567.89'],
  [10_000_000_000, '¥100,000,000'],
  [0, '¥0'],
  [-250, '−¥2.50'],
])('%d fen are %s', (fen, text) => expect(yuan(fen)).toBe(text))

it('groups thousands', () => expect([count(7), count(128_306)]).toEqual(['7', '128,306']))

it.each([
  [60_001, '01:01'],
  [60_000, '01:00'],
  [1, '00:01'],
  [0, '00:00'],
  [-5_000, '00:00'],
  [3_600_000, '1:00:00'],
])('a countdown of %d ms shows %s', (ms, text) => expect(countdown(ms)).toBe(text))

it.each([
  [499, '±0:00'],
  [90_000, '+1:30'],
  [-5_000, '−0:05'],
  [600_000, '+10:00'],
])('a drift of %d ms is %s', (ms, text) => expect(drift(ms)).toBe(text))

it('tells the time of day in the show’s zone', () => {
  const at_ms = Date.UTC(2021, 5, 15, 12, 21, 5)
  expect(timeOfDay(at_ms, 480)).toBe('20:21:05')
  expect(timeOfDay(at_ms, -780)).toBe('23:21:05')
})

it('begins in the language chosen before, else in the browser’s', () => {
  expect(firstLang('en', 'zh-CN')).toBe('en')
  expect([firstLang(null, 'zh-TW'), firstLang('xx', 'de')]).toEqual(['zh', 'en'])
})

it('shows a text that has only one language in that one', () => {
  expect([pick(['', 'Phone'], 'zh'), pick(['手机', ''], 'en')]).toEqual(['Phone', '手机'])
})
