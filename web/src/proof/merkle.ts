import type { Bytes } from './bytes'
import { must } from './refused'
import type { Steps } from './steps'

/** The shape of RFC 6962's trees, whatever their nodes are made of. */
export type Join<Node> = (left: Node, right: Node) => Node

export const HASH_BYTES = 32
const NODES_A_STEP = 1024

/** The nodes of a path, which is written as one. */
export function pieces(path: Bytes, size: number): Bytes[] {
  must(path.length % size === 0, `a path that is not made of ${size} bytes each`)
  const nodes: Bytes[] = []
  for (let at = 0; at < path.length; at += size) nodes.push(path.subarray(at, at + size))
  return nodes
}

/** The root over the leaves, of which there is at least one. */
export function* grow<Node>(leaves: readonly Node[], joined: Join<Node>): Steps<Node> {
  must(leaves.length > 0, 'a tree without leaves')
  let level = leaves
  while (level.length > 1) {
    const above: Node[] = []
    for (let i = 0; i < level.length; i += 2) {
      // A node without a sibling rises as it is: so the split is at the largest power of two.
      const alone = i + 1 === level.length
      above.push(alone ? level[i]! : joined(level[i]!, level[i + 1]!))
      if (above.length % NODES_A_STEP === 0) yield
    }
    level = above
  }
  return level[0]!
}

/** The root that a path leads to (RFC 9162 section 2.1.3.2). Refuses a path of another length. */
export function climb<Node>(
  leaf: Node,
  index: number,
  size: number,
  path: readonly Node[],
  joined: Join<Node>,
): Node {
  must(index < size, `leaf ${index} of a tree of ${size}`)
  let node = leaf
  let at = index
  let last = size - 1
  for (const sibling of path) {
    must(last > 0, 'a path that is too long')
    if (at % 2 === 1 || at === last) {
      node = joined(sibling, node)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      node = joined(node, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  must(last === 0, 'a path that is too short')
  return node
}

// Not a shift: sizes may need more than 32 bits.
const half = (n: number) => Math.floor(n / 2)
