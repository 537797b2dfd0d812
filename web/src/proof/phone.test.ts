import { describe, expect, it } from 'vitest'
import vectors from '../../../tests/vectors/bundles.json'
import { verifyBundle } from './bundle'
import { fromHex, utf8 } from './bytes'
import { write, type Value } from './canonical'
import type { DrawFound, RainFound } from './found'
import { checkReceipt, myPackets, openDraw, packets, places, readManifest, readPins } from './phone'

const PINS = readPins(utf8(pinsText()))

function pinsText(): string {
  const { pins } = vectors
  return typeof pins === 'string' ? pins : `${write(pins as unknown as Value)}\n`
}

type Event = readonly [string, ...unknown[]]
type Drawn = [number, string, string]

/** A good bundle, its report, and the rows of its lines. */
function opened(name: string) {
  const { data } = vectors.good.find((bundle) => bundle.name === name)!
  const { lines } = JSON.parse(data) as { lines: { line: string }[] }
  const rows = lines.map(({ line }) => (JSON.parse(line) as { event: Event }).event)
  const manifest = rows.find(([event]) => event === 'draw_committed')![3] as string
  const [, , , word, proof, ...rest] = rows.find(([event]) => /_opened$/.test(event))!
  const { found } = verifyBundle(utf8(data), PINS)
  return { manifest, word: word as string, proof: proof as string, rest, found }
}

describe('a draw on the phone', () => {
  const { manifest: text, word, proof, rest, found } = opened('draw with a winner passed over')
  const manifest = readManifest(text)
  const drawn = rest[0] as Drawn[]
  if (manifest.kind !== 'draw') throw new Error('not a draw')
  const seed = openDraw(text, word, proof, PINS)

  it('has the places of the bundle, also by their first few alone', () => {
    const all = (found as DrawFound).places
    const moves = all.flatMap(({ place, passed }) => (passed === null ? [] : [[place, passed]]))
    expect(places(manifest, seed, drawn, moves as [number, string][])).toEqual(all)
    const first = places(manifest, seed, drawn.slice(0, 2))
    expect(first.map(({ leaf }) => leaf)).toEqual(all.slice(0, 2).map(({ leaf }) => leaf))
  })

  it('takes bytes as they are', () => {
    expect(openDraw(text, fromHex(word), fromHex(proof), PINS)).toEqual(seed)
    const bytes = drawn.map(([i, leaf, path]) => [i, leaf, fromHex(path)] as const)
    expect(places(manifest, seed, bytes)).toEqual(places(manifest, seed, drawn))
  })

  it('refuses other winners, another word and another key', () => {
    const [one, two, ...others] = drawn
    expect(() => places(manifest, seed, [two!, one!, ...others])).toThrow('the seed draws')
    expect(() => places(manifest, seed, [...drawn, one!])).toThrow('one too many')
    expect(() => openDraw(text, proof.slice(0, 96), proof, PINS)).toThrow('not the beacon')
    expect(() => openDraw(text, word, proof, { ...PINS, vrf: PINS.log })).toThrow('pinned')
  })
})

describe('a rain on the phone', () => {
  const { manifest: text, word, proof, found } = opened('rain with more chances than packets')
  const manifest = readManifest(text)
  if (manifest.kind !== 'rain') throw new Error('not a rain')
  const seed = openDraw(text, word, proof, PINS)

  it('is split as in the bundle, and everybody finds their own', () => {
    const split = packets(manifest, seed)
    expect(split).toEqual((found as RainFound).split)
    const parts = [myPackets(manifest, seed, 0, 3), myPackets(manifest, seed, 3, 5)]
    const fen = parts.flat().reduce((sum, packet) => sum + packet.fen, 0)
    expect(fen).toBe(split.paid_fen)
    for (const { packet, chance, fen } of parts.flat()) {
      expect(split.packets[packet]).toEqual({ chance, fen })
    }
  })
})

describe('a receipt on the phone', () => {
  const { data } = vectors.good.find(({ name }) => name === 'receipt')!
  const { gala: _, version: __, ...receipt } = JSON.parse(data)

  it('is by the receipts key', () => {
    expect(checkReceipt(receipt, PINS).leaf.claim_id).toMatch(/^[0-9a-f]{32}$/)
    const bytes = { ...receipt, path: fromHex(receipt.path), signature: fromHex(receipt.signature) }
    expect(checkReceipt(bytes, PINS)).toEqual(checkReceipt(receipt, PINS))
    expect(() => checkReceipt(receipt, { receipts: PINS.log })).toThrow('does not hold')
    expect(() => checkReceipt({ ...receipt, window: 'other' }, PINS)).toThrow('does not hold')
    expect(() => checkReceipt({ ...receipt, index: -1 }, PINS)).toThrow()
    expect(() => checkReceipt({ ...receipt, index: receipt.size }, PINS)).toThrow()
  })
})
