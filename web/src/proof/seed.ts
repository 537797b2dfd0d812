import { join, sha256, u64, type Bytes } from './bytes'
import type { Manifest } from './manifest'

/** What the VRF is asked: α. */
export function alphaOf(manifest: Manifest, word: Bytes): Bytes {
  return join('gala/alpha/v1\n', manifest.hash, word)
}

/** What decides: the manifest, its round, the beacon's word and the VRF's output β. */
export function seedOf(manifest: Manifest, word: Bytes, beta: Bytes): Bytes {
  return sha256('gala/seed/v1\n', manifest.hash, u64(manifest.round), word, beta)
}
