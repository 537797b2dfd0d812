import { describe, expect, it } from 'vitest'
import vectors from '../../../tests/vectors/proof.json'
import { firstRoundAt, type Beacon } from './beacon'
import { roundSigned } from './bls'
import { fromHex, toHex } from './bytes'
import { read } from './canonical'
import { signed } from './ed25519'
import { readLeaf, shareOf } from './leaf'
import { leafHash, logRoot, rootOfPath } from './log-tree'
import { readManifest } from './manifest'
import { HASH_BYTES, pieces } from './merkle'
import { readCheckpoint } from './note'
import { Refused } from './refused'
import { alphaOf, seedOf } from './seed'
import { Selection } from './select'
import { packetLeaves, splitting } from './split'
import { finish } from './steps'
import { Stream } from './stream'
import { NODE_BYTES, rootOfSumPath, sumRoot } from './sum-tree'
import { vrfOutput } from './vrf'

/** The vectors that both verifiers share: each number in them was made by the one in Python. */
describe('shared vectors', () => {
  it('read canonical JSON, and nothing else', () => {
    for (const text of vectors.canonical.good) expect(() => read(text)).not.toThrow()
    for (const text of vectors.canonical.bad) expect(() => read(text), text).toThrow(Refused)
  })

  it('read leaves, and nothing else', () => {
    for (const { text, quantity } of vectors.leaves.good) {
      expect(shareOf(text)).toEqual([text, quantity])
    }
    for (const text of vectors.leaves.bad) expect(() => readLeaf(text), text).toThrow(Refused)
  })

  it('build log trees and climb their paths', () => {
    for (const { leaves, root, paths } of vectors.log_tree) {
      const data = leaves.map((leaf) => fromHex(leaf))
      expect(toHex(finish(logRoot(data.map(leafHash))))).toBe(root)
      for (const [i, path] of paths.entries()) {
        const nodes = pieces(fromHex(path), HASH_BYTES)
        expect(toHex(rootOfPath(data[i]!, i, data.length, nodes))).toBe(root)
      }
    }
  })

  it('build sum trees and find the numbers of a leaf', () => {
    for (const { leaves, root, total, lows, paths } of vectors.sum_tree) {
      const shares = leaves.map(({ text, quantity }) => [text, quantity] as const)
      const tree = finish(sumRoot(shares))
      expect([toHex(tree.hash), tree.sum]).toEqual([root, total])
      for (const [i, path] of paths.entries()) {
        const nodes = pieces(fromHex(path), NODE_BYTES)
        const found = rootOfSumPath(shares[i]!, i, shares.length, nodes)
        expect(found).toEqual({ root: tree, low: lows[i] })
      }
    }
  })

  it('draw numbers', () => {
    for (const { seed, draws } of vectors.below) {
      const stream = new Stream(fromHex(seed))
      expect(draws.map(({ n }) => stream.below(n))).toEqual(draws.map(({ number }) => number))
    }
  })

  it('select places', () => {
    for (const { seed, quantities, without, count, places } of vectors.select) {
      const lows = quantities.map((_, i) => quantities.slice(0, i).reduce((a, b) => a + b, 0))
      const numbers = quantities.reduce((a, b) => a + b, 0)
      const selection = new Selection(fromHex(seed), numbers, without as [number, number][])
      const drawn: number[][] = []
      while (drawn.length < count && !selection.empty) {
        const u = selection.next()
        const owner = lows.findIndex((low, i) => low <= u && u < low + quantities[i]!)
        selection.take([lows[owner]!, quantities[owner]!])
        drawn.push([lows[owner]!, quantities[owner]!])
      }
      expect(drawn).toEqual(places)
    }
  })

  it('split pools', () => {
    for (const { seed, numbers, paid, returned_fen, root, ...rule } of vectors.split) {
      const split = finish(splitting(fromHex(seed), numbers, rule))
      expect(split.packets.map(({ chance, fen }) => [chance, fen])).toEqual(paid)
      expect(split.returned_fen).toBe(returned_fen)
      const tree = finish(sumRoot(packetLeaves(split, rule)))
      expect([toHex(tree.hash), tree.sum]).toEqual([root, rule.pool_fen])
    }
  })

  it('verify VRF proofs, signatures of rounds, checkpoints and receipts', () => {
    for (const { public: key, alpha, pi, beta } of vectors.vrf) {
      expect(toHex(vrfOutput(fromHex(key), fromHex(alpha), fromHex(pi)))).toBe(beta)
    }
    for (const { public: key, round, signature } of vectors.bls) {
      expect(roundSigned(fromHex(signature), round, fromHex(key))).toBe(true)
      expect(roundSigned(fromHex(signature), round + 1, fromHex(key))).toBe(false)
    }
    const { text, public: key, origin, size, root } = vectors.checkpoint
    const checkpoint = readCheckpoint(text, fromHex(key))
    expect({ ...checkpoint, root: toHex(checkpoint.root) }).toEqual({ origin, size, root })
    const { message, signature, public: receipts } = vectors.receipt
    const said = new TextEncoder().encode(message)
    expect(signed(fromHex(signature), said, fromHex(receipts))).toBe(true)
  })

  it('find rounds', () => {
    for (const { chain, first_round_at } of vectors.chains) {
      const kind = chain.kind as Beacon['kind']
      const beacon = { ...chain, kind, chain: fromHex(chain.chain), margin_ms: 0, late_ms: 0 }
      for (const [at_ms, round] of first_round_at) expect(firstRoundAt(beacon, at_ms!)).toBe(round)
    }
  })

  it('make seeds', () => {
    for (const { manifest: text, manifest_hash, round, signature, ...made } of vectors.seed) {
      const { alpha, beta, seed } = made
      const manifest = readManifest(text)
      expect([toHex(manifest.hash), manifest.round]).toEqual([manifest_hash, round])
      expect(toHex(alphaOf(manifest, fromHex(signature)))).toBe(alpha)
      expect(toHex(seedOf(manifest, fromHex(signature), fromHex(beta)))).toBe(seed)
    }
  })
})
