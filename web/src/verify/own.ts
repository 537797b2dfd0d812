import { drawer } from '../lang'
import { isObject, parse } from '../json'

/** A receipt's leaf and the window that it is of. */
export interface OwnLeaf {
  readonly leaf: string
  readonly window: string
}

/**
 * The leaves of receipts that the viewer's page keeps on this device.
 *
 * The hook is loose on purpose, for the wallet has a form of its own: every value under a key that
 * begins with `gala.` is read as JSON, and every object in it that has a text `leaf` and a text
 * `window` is taken for a receipt, at whatever depth. Nothing is trusted: leaves only tell which
 * entries to look for.
 */
const PREFIX = 'gala.'
const DEPTH_MAX = 6

export function ownLeaves(storage: Storage | null = drawer()): OwnLeaf[] {
  const found = new Map<string, OwnLeaf>()
  for (let i = 0; storage && i < storage.length; i++) {
    const key = storage.key(i)
    if (key?.startsWith(PREFIX)) gather(parse(storage.getItem(key) ?? ''), found, 0)
  }
  return [...found.values()]
}

function gather(value: unknown, found: Map<string, OwnLeaf>, depth: number): void {
  if (depth > DEPTH_MAX) return
  if (Array.isArray(value)) {
    for (const item of value) gather(item, found, depth + 1)
  } else if (isObject(value)) {
    const { leaf, window } = value
    if (typeof leaf === 'string' && typeof window === 'string') found.set(leaf, { leaf, window })
    for (const item of Object.values(value)) gather(item, found, depth + 1)
  }
}
