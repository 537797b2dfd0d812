import { equal, sha256, toHex, type Bytes } from './bytes'
import { read, write, type Value } from './canonical'
import { rootOfPath } from './log-tree'
import type { Checkpoint } from './note'
import { must } from './refused'
import { anything, hex, hexes, integer, list, object, text } from './shape'

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
  i: integer,
  prev: hex(32),
  state: hex(32),
})

export const PROVEN_LINE = object({ i: integer, line: text, path: hexes(32) })
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

/** The line under its checkpoint. Refuses it when its path does not lead to the root. */
export function provenLine({ i, line, path }: ProvenLine, checkpoint: Checkpoint): Line {
  const found = readLine(line)
  must(found.i === i && i > 0, `line ${found.i} stands under the number ${i}`)
  const root: Bytes = rootOfPath(line, i, checkpoint.size, path)
  must(equal(root, checkpoint.root), `the path of line ${i} does not lead to the checkpoint`)
  return found
}
