import { join, toHex, type Bytes } from './bytes'
import { signed } from './ed25519'
import { must } from './refused'

/** A batch of receipts: all that one call of the store gave, under one signature. */
export interface Batch {
  readonly origin: string
  readonly window: string
  readonly batch: string
  readonly size: number
  /** What "you have it" means in that night. */
  readonly promise: string
}

export const BATCH = /[0-9]+-[0-9]+(?:-(?:0|[1-9][0-9]?)-[1-9][0-9]?)?/

/** On which shard of so many a batch was given: what its name says behind the entry's id. */
export function shardOf(batch: string): readonly [shard: number, shards: number] {
  const [, , shard = '0', shards = '1'] = batch.split('-')
  return [Number(shard), Number(shards)]
}

/** Refuse a signature that is not the receipts key's over this batch with this root. */
export function checkBatch(batch: Batch, root: Bytes, signature: Bytes, key: Bytes): void {
  const { origin, window, batch: name, size, promise } = batch
  const said = ['gala/receipts/v1', origin, window, name, size, toHex(root), promise].join('\n')
  must(signed(signature, join(`${said}\n`), key), 'the signature does not hold')
}
