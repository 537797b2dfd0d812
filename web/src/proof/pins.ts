import { equal, toHex, utf8, type Bytes } from './bytes'
import { readFile, write } from './canonical'
import { point } from './ed25519'
import { must } from './refused'
import { hex, object } from './shape'

/** The operator's public keys, known beforehand and never taken from what is checked. */
export interface Pins {
  readonly log: Bytes
  readonly receipts: Bytes
  readonly vrf: Bytes
  /** The key of the operator's rehearsal beacon, in G2. */
  readonly rehearsal: Bytes
}

const PINS = object({ log: hex(32), receipts: hex(32), rehearsal: hex(96), vrf: hex(32) })

/** The pins of a `pins.json`. Refuses keys that are none, and one key for two duties. */
export function readPins(file: Bytes): Pins {
  const pins = PINS(readFile(file), 'pins')
  const { log, receipts, vrf } = pins
  const apart = !equal(log, receipts) && !equal(log, vrf) && !equal(receipts, vrf)
  must(apart, 'two of the pinned keys are the same')
  for (const key of [log, receipts, vrf]) {
    const at = point(key)
    must(at !== null && !at.isSmallOrder(), 'a pinned key is none')
  }
  return pins
}

export function writePins({ log, receipts, rehearsal, vrf }: Pins): Bytes {
  const fields = { log, receipts, rehearsal, vrf }
  const written = Object.entries(fields).map(([name, key]) => [name, toHex(key)])
  return utf8(`${write(Object.fromEntries(written))}\n`)
}
