import { equal, sha256, toHex } from './bytes'
import { read, write, type Value } from './canonical'
import { rootOfPath } from './log-tree'
import { HASH_BYTES, pieces } from './merkle'
import type { Checkpoint } from './note'
import { must } from './refused'
import { anything, hex, list, object, positive, text } from './shape'

/** A line of the log from 1 on. */
export interface Line {
  readonly i: number
  readonly prev: string
  readonly hash: string
  readonly event: Value
}

const LINE = object({
  effects: hex(32),
  event: list(anything),
  hash: hex(32),
  i: positive,
  prev: hex(32),
  state: hex(32),
})

const PROVEN_LINE = object({ i: positive, line: text, path: hex() })
export const PROVEN_LINES = list(PROVEN_LINE)
export type ProvenLine = ReturnType<typeof PROVEN_LINE>

/** The line of a text. Refuses one whose hash is not that of its content. */
export function readLine(line: string): Line {
  const value = read(line)
  const { i, prev, hash, event } = LINE(value, 'line')
  must(hashOf(value) === toHex(hash), `the hash of line ${i} is not that of its content`)
  return { i, prev: toHex(prev), hash: toHex(hash), event }
}

/** SHA-256 of an object's canonical JSON without its `hash`, in hex. */
export function hashOf(value: Value): string {
  const { hash: _, ...bare } = value as { readonly [key: string]: Value }
  return toHex(sha256(write(bare)))
}

/** Refuse a line whose path does not lead to the checkpoint. */
export function checkPath({ i, line, path }: ProvenLine, { root, size }: Checkpoint): void {
  const found = rootOfPath(line, i, size, pieces(path, HASH_BYTES))
  must(equal(found, root), `line ${i} is not in the log of the checkpoint`)
}
