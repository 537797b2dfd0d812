import { bls12_381 } from '@noble/curves/bls12-381.js'
import { equal, sha256, u64, type Bytes } from './bytes'

/**
 * The signatures of drand's chain quicknet: short, in G1, over SHA-256 of the round. Points are
 * compressed, in the subgroup and not the identity.
 */
const { G1, G2, shortSignatures } = bls12_381
const HASHED = { DST: 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_' }

/** Is this the signature of the round by the key? */
export function roundSigned(signature: Bytes, round: number, key: Bytes): boolean {
  try {
    const word = G1.Point.fromBytes(signature)
    const by = G2.Point.fromBytes(key)
    if (word.is0() || by.is0()) return false
    if (!equal(word.toBytes(), signature) || !equal(by.toBytes(), key)) return false
    word.assertValidity()
    by.assertValidity()
    const message = G1.hashToCurve(sha256(u64(round)), HASHED)
    return shortSignatures.verify(word, message as typeof word, by)
  } catch {
    return false
  }
}
