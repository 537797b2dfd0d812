import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { equal, join, type Bytes } from './bytes'

/** Points of edwards25519 as RFC 8032 section 5.1.3 reads them: a second writing is refused. */
export const Point = ed25519.Point
export type Point = InstanceType<typeof ed25519.Point>

/** The order of the group that the base point spans. */
export const ORDER = Point.Fn.ORDER

/** The point of 32 bytes, or null. */
export function point(bytes: Bytes): Point | null {
  try {
    return Point.fromBytes(bytes)
  } catch {
    return null
  }
}

/** The number of some bytes, the least significant first. */
export function littleEndian(bytes: Bytes): bigint {
  let n = 0n
  for (let i = bytes.length - 1; i >= 0; i--) n = n * 256n + BigInt(bytes[i]!)
  return n
}

/**
 * Is this the signature of the message by the key? By RFC 8032 section 5.1.7 without the cofactor:
 * the first half must be, to the byte, the point that follows from the rest; no small order. So
 * also says libsodium.
 */
export function signed(signature: Bytes, message: Bytes, key: Bytes): boolean {
  const a = point(key)
  const first = signature.subarray(0, 32)
  const r = point(first)
  const s = littleEndian(signature.subarray(32))
  if (signature.length !== 64 || !a || !r || s >= ORDER) return false
  if (a.isSmallOrder() || r.isSmallOrder()) return false
  const k = littleEndian(sha512(join(first, key, message))) % ORDER
  return equal(Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k)).toBytes(), first)
}
