import { sha256 } from '@noble/hashes/sha2.js'
import { equal, join, putU64, readU64, type Bytes } from './bytes'
import { climb, grow, HASH_BYTES } from './merkle'
import { must } from './refused'
import type { Steps } from './steps'

/**
 * The sum tree of docs/proof.md section 1: a node is a hash and a sum, 40 bytes, and both children
 * are whole under their parent's hash.
 */
export interface Root {
  readonly hash: Bytes
  readonly sum: number
}

/** A leaf's text and how many numbers it owns. */
export type Share = readonly [leaf: string, quantity: number]

export const NODE_BYTES = 40
const LEAF = Uint8Array.of(2)
const LEAVES_A_STEP = 1024
export const NO_ROOT: Root = { hash: new Uint8Array(HASH_BYTES), sum: 0 }

export function leafNode(leaf: string, quantity: number): Bytes {
  const node = new Uint8Array(NODE_BYTES)
  node.set(sha256(join(LEAF, leaf)))
  putU64(node, HASH_BYTES, quantity)
  return node
}

export function innerNode(left: Bytes, right: Bytes): Bytes {
  const under = new Uint8Array(1 + 2 * NODE_BYTES)
  under[0] = 3
  under.set(left, 1)
  under.set(right, 1 + NODE_BYTES)
  const node = new Uint8Array(NODE_BYTES)
  node.set(sha256(under))
  putU64(node, HASH_BYTES, sumOf(left) + sumOf(right))
  return node
}

/** The root over the leaves, in their order. */
export function* sumRoot(shares: readonly Share[]): Steps<Root> {
  if (shares.length === 0) return NO_ROOT
  const nodes: Bytes[] = []
  for (const [leaf, quantity] of shares) {
    nodes.push(leafNode(leaf, quantity))
    if (nodes.length % LEAVES_A_STEP === 0) yield
  }
  const root = yield* grow(nodes, innerNode)
  return { hash: root.subarray(0, HASH_BYTES), sum: sumOf(root) }
}

/**
 * Where a leaf stands: the sum of all that is to its left, so that it owns the numbers from there
 * on. Refuses the leaf when its path does not lead to this root of this many leaves.
 */
export function lowOf(
  [leaf, quantity]: Share,
  index: number,
  size: number,
  path: readonly Bytes[],
  root: Root,
): number {
  let low = 0
  let mine = leafNode(leaf, quantity)
  mine = climb(mine, index, size, path, (left, right) => {
    if (right === mine) low += sumOf(left)
    mine = innerNode(left, right)
    return mine
  })
  const so = equal(mine.subarray(0, HASH_BYTES), root.hash) && sumOf(mine) === root.sum
  must(so, `the path of leaf ${index} does not lead to the root`)
  return low
}

const sumOf = (node: Bytes) => readU64(node, HASH_BYTES)
