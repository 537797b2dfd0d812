/**
 * The hotkeys, as a pure machine: a key acts once when it goes down and not again before it has
 * come up, so that neither auto-repeat nor a hand resting on the space bar gives a second GO.
 */
export type Press =
  | 'go'
  | 'ready'
  | 'hold'
  | 'skip'
  | 'extend'
  | 'shorten'
  | 'drive'
  | 'plan_b'
  | 'escape'

/** What of a `KeyboardEvent` counts. */
export interface Key {
  readonly key: string
  readonly code: string
  readonly repeat: boolean
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** The codes of the keys that are down. */
export type Down = ReadonlySet<string>

export const NONE_DOWN: Down = new Set()

const PRESSES: ReadonlyMap<string, Press> = new Map([
  [' ', 'go'],
  ['n', 'ready'],
  ['h', 'hold'],
  ['s', 'skip'],
  ['e', 'extend'],
  ['a', 'drive'],
  ['b', 'plan_b'],
  ['Escape', 'escape'],
])

/** A key goes down: the keys that are down now, and what was pressed, if anything. */
export function keyDown(down: Down, key: Key): readonly [Down, Press | null] {
  if (key.repeat || down.has(key.code)) return [down, null]
  const now = new Set(down).add(key.code)
  if (key.ctrlKey || key.altKey || key.metaKey) return [now, null]
  const press = PRESSES.get(nameOf(key)) ?? null
  return [now, press === 'extend' && key.shiftKey ? 'shorten' : press]
}

/** A key comes up. */
export function keyUp(down: Down, code: string): Down {
  const now = new Set(down)
  now.delete(code)
  return now
}

/** The letter printed on the key; with another script or an input method on, the key's place. */
function nameOf({ key, code }: Key): string {
  if (key === ' ' || key === 'Escape') return key
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key
}
