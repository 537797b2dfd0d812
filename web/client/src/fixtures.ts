/** For tests: messages as they stand on the wire, and a clock that stands where it is put. */
import { encode } from '@msgpack/msgpack'
import type { Cue } from './cue'
import { cueOf } from './cue'

export const T0 = 1_623_762_000_000

/** A segment of a kind as it stands on the wire. */
export function segment(kind: string, id = kind, detail: unknown[] = []): unknown[] {
  return [id, kind, [`${id}(中)`, `${id} (en)`], [[['嘉宾', 'Guest'], 2]], detail]
}

export const SECKILL = segment('seckill', 'phone', [
  'w-phone',
  'phone',
  ['手机', 'Phone'],
  1,
  579_900,
])

export const NEXT = ['story', 'story', ['故事', 'Story'], T0 + 60_000]

/** A decoded cue of `main`. */
export function cue(seq: number, kind: string, body: unknown[], present_at_ms = 0): Cue {
  const decoded = cueOf(['main', 1, seq, present_at_ms, kind, body])
  if (!decoded) throw new Error(`not a cue: ${kind}`)
  return decoded
}

/** The bytes of a message. */
export function bytes(message: unknown): ArrayBuffer {
  return Uint8Array.from(encode(message)).buffer
}
