import { isObject, parse } from '../../json'
import type { Drawn } from 'gala-client/draw-cue'
import { all, fits, isInt, isList, isStr } from 'gala-client/shapes'

/** Where the whole proof of a draw is, and the page that checks it. */
export const bundlePath = (number: number) => `/proof/draw/${number}.json`
export const verifyPath = (number: number) => `/verify?bundle=${bundlePath(number)}`

/** What decides a draw, from its bundle: cues leave out what a snapshot or their size forbids. */
export interface Opened {
  readonly manifest: string
  readonly signature: string
  readonly proof: string
  readonly places: readonly Drawn[]
}

/** An opened draw from the text of its bundle; null when it is none. Nothing is checked here. */
export function openedOf(text: string): Opened | null {
  const bundle = parse(text)
  if (!isObject(bundle)) return null
  let manifest: string | null = null
  let opened: Omit<Opened, 'manifest'> | null = null
  for (const event of all(bundle.lines, eventOf) ?? []) {
    const [name, , , ...fields] = event
    if (name === 'draw_committed' && fits(fields, isStr)) manifest = fields[0]
    if ((name === 'draw_opened' || name === 'rain_opened') && fits(fields, isStr, isStr)) {
      const places = name === 'draw_opened' ? all(fields[2], drawnOf) : []
      if (places) opened = { signature: fields[0], proof: fields[1], places }
    }
  }
  return manifest !== null && opened ? { manifest, ...opened } : null
}

function eventOf(line: unknown): readonly unknown[] | null {
  if (!isObject(line) || !isStr(line.line)) return null
  const read = parse(line.line)
  return isObject(read) && isList(read.event) ? read.event : null
}

function drawnOf(value: unknown): Drawn | null {
  return isList(value) && fits(value, isInt, isStr, isStr) ? [value[0], value[1], value[2]] : null
}
