import { equal, fromBase64, join, sha256, toBase64, type Bytes } from './bytes'
import { signed } from './ed25519'
import { must } from './refused'

/** A checkpoint: so many lines, with this root, signed by the log key. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Bytes
}

/** `gala/<show>/<hash of line 0>` */
export const ORIGIN = /gala\/[a-z0-9][a-z0-9-]{0,39}\/[0-9a-f]{64}/

const NAME = 'gala-log'
const KEY_ID_BYTES = 4
const SIGNATURE_BYTES = 64
const TEXT = new RegExp(
  `^(${ORIGIN.source})\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/=]{44})\n` +
    `\n\u2014 ${NAME} ([A-Za-z0-9+/=]+)\n$`,
)

/** The checkpoint of a C2SP signed note. Refuses any other text, and any other key's. */
export function readCheckpoint(note: string, key: Bytes): Checkpoint {
  const found = TEXT.exec(note)
  must(found !== null, 'the checkpoint is not written as it should be')
  const [, origin, digits, root, signature] = found
  const size = Number(digits)
  must(Number.isSafeInteger(size), 'the size of the checkpoint is too large')
  const by = fromBase64(signature!, KEY_ID_BYTES + SIGNATURE_BYTES)
  must(equal(by.subarray(0, KEY_ID_BYTES), keyId(key)), 'the checkpoint is by another key')
  const said = `${origin}\n${size}\n${toBase64(fromBase64(root!, 32))}\n`
  must(signed(by.subarray(KEY_ID_BYTES), join(said), key), 'the signature does not hold')
  return { origin: origin!, size, root: fromBase64(root!, 32) }
}

function keyId(key: Bytes): Bytes {
  return sha256(`${NAME}\n`, Uint8Array.of(1), key).subarray(0, KEY_ID_BYTES)
}
