import { fromUtf8, sha256, toHex, utf8, type Bytes } from '../proof/bytes'
import { readPins, type Pins } from '../proof/pins'
import { recall, remember } from '../lang'
import { groupsOf } from '../pseudonym'

/** The operator's keys as this page has them, by the file they came in. */
export interface Kept {
  readonly file: Bytes
  readonly pins: Pins
  /** What to compare with the stage screen: the file's digest, in groups. */
  readonly print: readonly string[]
}

const KEY = 'gala.pins'
const PATH = '/proof/pins.json'
const PRINT_BYTES = 8

/** The pins of a file, or null when it is none. */
export function keptOf(file: Bytes): Kept | null {
  try {
    const pins = readPins(file)
    return { file, pins, print: groupsOf(toHex(sha256(file).subarray(0, PRINT_BYTES))) }
  } catch {
    return null
  }
}

/** The keys that this device keeps since the first visit, or since somebody chose others. */
export function recallPins(): Kept | null {
  const text = recall(KEY)
  return text === null ? null : keptOf(utf8(text))
}

export function keepPins(kept: Kept): void {
  remember(KEY, fromUtf8(kept.file))
}

/** The keys that this site publishes now, or null when it has none to give. */
export async function sitePins(): Promise<Kept | null> {
  try {
    const answer = await fetch(PATH, { cache: 'no-store' })
    return answer.ok ? keptOf(new Uint8Array(await answer.arrayBuffer())) : null
  } catch {
    return null
  }
}
