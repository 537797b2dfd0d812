import { sha512 } from '@noble/hashes/sha2.js'
import { equal, join, type Bytes } from './bytes'
import { littleEndian, ORDER, Point, point } from './ed25519'
import { must } from './refused'

/**
 * ECVRF-EDWARDS25519-SHA512-TAI of RFC 9381: one output for a key and an input, with a proof. The
 * key and Γ must lie in the group that the base point spans, which is stricter than the RFC: so an
 * output has one proof that an honest prover could have made.
 */
const SUITE = 3
const C_BYTES = 16
export const PROOF_BYTES = 80

/** β, 64 bytes, of a proof π. Refuses a proof that is not this key's for this input. */
export function vrfOutput(key: Bytes, alpha: Bytes, proof: Bytes): Bytes {
  const y = inGroup(key)
  must(y !== null, 'the VRF key is none')
  must(proof.length === PROOF_BYTES, `a VRF proof of ${proof.length} bytes`)
  const gamma = inGroup(proof.subarray(0, 32))
  const challenge = proof.subarray(32, 32 + C_BYTES)
  const s = littleEndian(proof.subarray(32 + C_BYTES))
  const c = littleEndian(challenge)
  must(gamma !== null && s > 0n && s < ORDER && c > 0n, 'the VRF proof cannot be read')
  const h = onCurve(key, alpha)
  const u = Point.BASE.multiplyUnsafe(s).subtract(y.multiplyUnsafe(c))
  const v = h.multiplyUnsafe(s).subtract(gamma.multiplyUnsafe(c))
  const points = [y, h, gamma, u, v].map((each) => each.toBytes())
  const wanted = sha512(join(tag(2), ...points, tag())).subarray(0, C_BYTES)
  must(equal(wanted, challenge), 'the VRF proof does not hold')
  return sha512(join(tag(3), gamma.clearCofactor().toBytes(), tag()))
}

function inGroup(bytes: Bytes): Point | null {
  const found = point(bytes)
  return found && !found.isSmallOrder() && found.isTorsionFree() ? found : null
}

/** The input as a point, by trying one counter after the other. */
function onCurve(key: Bytes, alpha: Bytes): Point {
  for (let counter = 0; counter < 256; counter++) {
    const hash = sha512(join(tag(1), key, alpha, Uint8Array.of(counter, 0)))
    const found = point(hash.subarray(0, 32))?.clearCofactor()
    if (found && !found.is0()) return found
  }
  must(false, 'no point for this input')
}

const tag = (part?: number) => (part === undefined ? Uint8Array.of(0) : Uint8Array.of(SUITE, part))
