import { sha256 } from '@noble/hashes/sha2.js'
import { equal, join, type Bytes } from './bytes'
import { readFile, write, type Value } from './canonical'
import { signed } from './ed25519'
import type { Pins } from './pins'
import { must } from './refused'
import type { Checks } from './report'
import { origin } from './rows'
import { hex, integer, just, map, object } from './shape'
import type { Steps } from './steps'

/** The files of a record by their paths from its folder. */
export type Files = ReadonlyMap<string, Bytes>

export const MANIFEST = 'record.json'

const RECORD = object({
  files: map,
  gala: just('record'),
  origin,
  signature: hex(64),
  version: just(1),
})

const FILE = object({ bytes: integer, sha256: hex(32) })
const BYTES_A_STEP = 1 << 20

/** The origin that `record.json` names, when it is signed and every file is its own. */
export function* checkFiles(checks: Checks, files: Files, pins: Pins): Steps<string> {
  const [value, record] = yield* checks.check('record', () => {
    const read = readFile(fileOf(files, MANIFEST))
    const fields = RECORD(read, 'record')
    return [[read, fields] as const, fields.origin]
  })
  yield* checks.check('record signature', () => {
    const { signature: _, ...bare } = value as { readonly [key: string]: Value }
    const said = join('gala/record/v1\n', write(bare))
    must(signed(record.signature, said, pins.log), 'the signature does not hold')
    return [null, '']
  })
  yield* checks.long('files', function* () {
    const named = Object.keys(record.files)
    for (const path of named) {
      const { bytes, sha256: digest } = FILE(record.files[path], path)
      const file = fileOf(files, path)
      const same = file.length === bytes && equal(yield* digestOf(file), digest)
      must(same, `${path} is another file`)
    }
    const known = new Set([MANIFEST, ...named])
    for (const path of files.keys()) must(known.has(path), `${path} is not named in record.json`)
    return [null, `${named.length} files`]
  })
  return record.origin
}

/** A file that has to be there. */
export function fileOf(files: Files, path: string): Bytes {
  const file = files.get(path)
  must(file !== undefined, `${path} is not there`)
  return file
}

function* digestOf(file: Bytes): Steps<Bytes> {
  const hash = sha256.create()
  for (let at = 0; at < file.length; at += BYTES_A_STEP) {
    hash.update(file.subarray(at, at + BYTES_A_STEP))
    yield
  }
  return hash.digest()
}
