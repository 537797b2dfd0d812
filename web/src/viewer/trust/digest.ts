import { sha256 } from '@noble/hashes/sha2.js'
import { hex } from 'gala-client/hex'

/** The most that is read of one file: a picture, not a film. */
export const FILE_BYTES_MAX = 20 * 1024 * 1024

/**
 * The SHA-256 of a file, hex; null when it is too large or cannot be read. The file stays on the
 * phone: `crypto.subtle` would do, but not on a page that came over a plain line.
 */
export async function digestOf(file: Blob): Promise<string | null> {
  if (file.size > FILE_BYTES_MAX) return null
  try {
    return hex(sha256(new Uint8Array(await file.arrayBuffer())))
  } catch {
    return null
  }
}
