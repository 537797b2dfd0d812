import { checkChain, checkWord } from './beacon'
import { openReceipt, RECEIPT } from './bundle'
import { equal, fromHex, toHex, type Bytes } from './bytes'
import type { Place, ReceiptFound } from './found'
import { readManifest, type DrawManifest, type RainManifest } from './manifest'
import type { Pins } from './pins'
import { prizes, selecting, type Drawn } from './places'
import { must } from './refused'
import { alphaOf, seedOf } from './seed'
import { splitting, type Packet, type Split } from './split'
import { finish } from './steps'
import { vrfOutput } from './vrf'

/**
 * What a viewer's page computes by itself while the show goes on. Load it by `import()` alone: the
 * curves are large. Everything here throws `Refused`, with the reason, when something is not so.
 */
export { readManifest, type Manifest, type DrawManifest, type RainManifest } from './manifest'
export { readPins, type Pins } from './pins'
export { Refused } from './refused'

/** Bytes of a message, as they are or in hex. */
export type Data = Bytes | string

/** The seed of a draw that was opened: beacon, VRF proof and key are checked on the way. */
export function openDraw(
  manifestText: string,
  signature: Data,
  proof: Data,
  pins: Pick<Pins, 'vrf' | 'rehearsal'>,
): Bytes {
  const manifest = readManifest(manifestText)
  const word = data(signature)
  must(equal(manifest.vrf, pins.vrf), 'the VRF key is not the pinned one')
  checkChain(manifest.beacon, pins)
  checkWord(manifest.beacon, manifest.round, word, pins)
  return seedOf(manifest, word, vrfOutput(pins.vrf, alphaOf(manifest, word), data(proof)))
}

/**
 * Who has which place: refuses a winner that the seed does not draw. Of a long list the first ones
 * are enough, and these are then the ones that come back.
 */
export function places(
  manifest: DrawManifest,
  seed: Bytes,
  drawn: readonly (readonly [index: number, leaf: string, path: Data])[],
  passed: readonly (readonly [place: number, reason: string])[] = [],
): Place[] {
  const rows = drawn.map(([index, leaf, path]): Drawn => [index, leaf, data(path)])
  return prizes(manifest, finish(selecting(manifest, seed, rows)).winners, passed)
}

/** How a rain fell. */
export function packets(manifest: RainManifest, seed: Bytes): Split {
  return finish(splitting(seed, manifest.numbers, manifest.rule))
}

/** A packet that fell to one's own chances. */
export interface MyPacket extends Packet {
  readonly packet: number
}

/** What the chances from `low` on got, in the order of the packets. */
export function myPackets(
  manifest: RainManifest,
  seed: Bytes,
  low: number,
  quantity: number,
): MyPacket[] {
  return packets(manifest, seed)
    .packets.map(({ chance, fen }, packet) => ({ packet, chance, fen }))
    .filter(({ chance }) => chance >= low && chance < low + quantity)
}

/** A receipt's fields as messages and files have them. */
export interface ReceiptText {
  readonly batch: string
  readonly index: number
  readonly leaf: string
  readonly origin: string
  readonly path: Data
  readonly promise: string
  readonly signature: Data
  readonly size: number
  readonly window: string
}

/** The leaf that a receipt proves. Refuses a receipt that the receipts key has not signed. */
export function checkReceipt(receipt: ReceiptText, pins: Pick<Pins, 'receipts'>): ReceiptFound {
  const path = toHex(data(receipt.path))
  const signature = toHex(data(receipt.signature))
  const fields = { ...receipt, path, signature, gala: 'receipt', version: 1 }
  return openReceipt(RECEIPT(fields, 'receipt'), pins)
}

const data = (given: Data) => (typeof given === 'string' ? fromHex(given) : given)
