import { expect, test } from 'vitest'
import { messageOf } from '../decode'
import { WORDS } from '../words'
import { refusalOf } from './api'
import { VERDICTS } from './state'

const text = (en: string) => ({ zh: `${en}(中)`, en })

const ALERT = {
  id: 'a1',
  said_ms: 1_000,
  raised_ms: 1_500,
  segment: 'pens',
  source: 'main',
  speaker: '',
  rule: 'GS502',
  family: 'ranking',
  name: text('a rank without its source'),
  term: '销量第一',
  sentence: '我们销量第一。',
  hint: text('which figure?'),
  say: text('Say where'),
  decided: null,
}

const TOLD = {
  type: 'alerts',
  open: 1,
  alerts: [
    ALERT,
    { ...ALERT, id: 'a2', decided: { verdict: 'evidence', by: 'second', note: '', at_ms: 9 } },
  ],
  messages: [{ id: 'm', text: 'Slowly', by: 'director', at_ms: 5 }],
}

test('alerts and captions are read, and what does not fit is passed over', () => {
  const told = messageOf(JSON.stringify(TOLD))
  if (told?.type !== 'alerts') throw new Error('no alerts')
  expect(told.alerts.map((one) => one.decided)).toEqual([
    null,
    { verdict: 'evidence', by: 'second', at_ms: 9 },
  ])
  expect(told.alerts[0]).toMatchObject({ rule: 'GS502', segment: 'pens', term: '销量第一' })
  expect(told.messages).toEqual([{ id: 'm', text: 'Slowly', by: 'director' }])
  const heard = { type: 'captions', source: 'main', text: '大家好', final: false, at_ms: 1 }
  expect(messageOf(JSON.stringify(heard))).toMatchObject({ text: '大家好', final: false })
  expect(messageOf(JSON.stringify({ ...TOLD, open: '1' }))).toBeNull()
  expect(messageOf(JSON.stringify({ ...heard, text: 5 }))).toBeNull()
})

test('what was not done says why, or that no answer came', () => {
  expect(refusalOf(200, '{}')).toBeNull()
  const said = JSON.stringify({ error: 'decided', message: text('The other seat') })
  expect(refusalOf(409, said)).toEqual(['The other seat(中)', 'The other seat'])
  expect(refusalOf(0, '')).toBe('none')
  expect(refusalOf(500, '<html>')).toBe('none')
})

test('every verdict has a button in both languages', () => {
  for (const verdict of VERDICTS) {
    expect(WORDS.zh.spoken.verdicts[verdict]).not.toBe('')
    const decided = { verdict, by: 'second', at_ms: 1 }
    expect(WORDS.en.spoken.decided(decided, 'B')).toContain('(B)')
  }
  expect(WORDS.en.spoken.waiting(1)).toBe('One claim waits for you.')
})
