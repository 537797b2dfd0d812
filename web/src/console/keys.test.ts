import { expect, it } from 'vitest'
import { keyDown, keyUp, NONE_DOWN, type Key } from './keys'

const key = (name: string, change: Partial<Key> = {}): Key => ({
  key: name,
  code: /^[a-z]$/i.test(name) ? `Key${name.toUpperCase()}` : name === ' ' ? 'Space' : name,
  repeat: false,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...change,
})

it.each([
  [key(' '), 'go'],
  [key('n'), 'ready'],
  [key('H'), 'hold'],
  [key('s'), 'skip'],
  [key('e'), 'extend'],
  [key('E', { shiftKey: true }), 'shorten'],
  [key('a'), 'drive'],
  [key('Escape'), 'escape'],
  [key('ю', { code: 'KeyN' }), 'ready'],
  [key('Process', { code: 'KeyH' }), 'hold'],
  [key('x'), null],
  [key('constructor'), null],
  [key('s', { ctrlKey: true }), null],
  [key('n', { metaKey: true }), null],
])('%j is %s', (pressed, press) => expect(keyDown(NONE_DOWN, pressed)[1]).toBe(press))

it('does not repeat', () => {
  expect(keyDown(NONE_DOWN, key(' ', { repeat: true }))[1]).toBeNull()
})

it('needs the key to come up between two presses', () => {
  const [down, first] = keyDown(NONE_DOWN, key(' '))
  const [still, second] = keyDown(down, key(' '))
  const [, third] = keyDown(keyUp(still, 'Space'), key(' '))
  expect([first, second, third]).toEqual(['go', null, 'go'])
})
