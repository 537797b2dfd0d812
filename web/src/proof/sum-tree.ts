import { sha256 } from '@noble/hashes/sha2.js'
import { join, putU64, readU64, type Bytes } from './bytes'
import { climb, grow, HASH_BYTES } from './merkle'
import type { Steps } from './steps'

/**
 * The sum tree of docs/proof.md section 1: a node is a hash and a sum, 40 bytes, and both children
 * are whole under their parent's hash.
 */
export interface RootNode {
  readonly hash: Bytes
  readonly sum: number
}

/** A leaf's text and how many numbers it owns. */
export type Share = readonly [leaf: string, quantity: number]

export const NODE_BYTES = 40
const LEAF = Uint8Array.of(2)
const LEAVES_A_STEP = 1024
const NO_ROOT: RootNode = { hash: new Uint8Array(HASH_BYTES), sum: 0 }

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

/** The root node over the leaves, in their order. */
export function* sumRoot(shares: readonly Share[]): Steps<RootNode> {
  if (shares.length === 0) return NO_ROOT
  const nodes: Bytes[] = []
  for (const [leaf, quantity] of shares) {
    nodes.push(leafNode(leaf, quantity))
    if (nodes.length % LEAVES_A_STEP === 0) yield
  }
  return rootNode(yield* grow(nodes, innerNode))
}

/**
 * The root node to which a leaf's path leads, and where the leaf stands in that tree: the sum of all
 * that is to its left, so that it owns the numbers from there on.
 */
export function rootOfSumPath(
  [leaf, quantity]: Share,
  index: number,
  size: number,
  path: readonly Bytes[],
): { root: RootNode; low: number } {
  let low = 0
  let mine = leafNode(leaf, quantity)
  mine = climb(mine, index, size, path, (left, right) => {
    if (right === mine) low += sumOf(left)
    mine = innerNode(left, right)
    return mine
  })
  return { root: rootNode(mine), low }
}

const rootNode = (node: Bytes) => ({ hash: node.subarray(0, HASH_BYTES), sum: sumOf(node) })
const sumOf = (node: Bytes) => readU64(node, HASH_BYTES)
