import { sha256 } from '@noble/hashes/sha2.js'
import { join, type Bytes } from './bytes'
import { climb, grow } from './merkle'
import type { Steps } from './steps'

/** The Merkle tree of RFC 6962 section 2.1, over any data. */
const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export function leafHash(data: Bytes | string): Bytes {
  return sha256(join(LEAF, data))
}

export function nodeHash(left: Bytes, right: Bytes): Bytes {
  return sha256(join(NODE, left, right))
}

/** The root over the leaf hashes; of nothing, the hash of nothing. */
export function* logRoot(leaves: readonly Bytes[]): Steps<Bytes> {
  return leaves.length === 0 ? sha256(new Uint8Array()) : yield* grow(leaves, nodeHash)
}

/** The root to which this data at this place leads. Refuses a path of another length. */
export function rootOfPath(
  data: Bytes | string,
  index: number,
  size: number,
  path: readonly Bytes[],
): Bytes {
  return climb(leafHash(data), index, size, path, nodeHash)
}
