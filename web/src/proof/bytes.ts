import { sha256 as hash } from '@noble/hashes/sha2.js'
import { must } from './refused'

/** Bytes, hex, base64 and `u64` of docs/proof.md section 1. What is read is read strictly. */
export type Bytes = Uint8Array

const TWO_32 = 2 ** 32
const UTF8 = new TextEncoder()
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function sha256(...parts: (Bytes | string)[]): Bytes {
  return hash(join(...parts))
}

/** One after the other; a text stands for its UTF-8. */
export function join(...parts: (Bytes | string)[]): Bytes {
  const all = parts.map((part) => (typeof part === 'string' ? utf8(part) : part))
  const joined = new Uint8Array(all.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of all) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

export function equal(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

export function utf8(text: string): Bytes {
  return UTF8.encode(text)
}

/** The text of some UTF-8. Refuses what is none; a byte order mark stays and fails later. */
export function fromUtf8(bytes: Bytes): string {
  try {
    return STRICT_UTF8.decode(bytes)
  } catch {
    must(false, 'not UTF-8')
  }
}

/** An integer below 2⁵³ as 8 bytes, big-endian. */
export function u64(n: number): Bytes {
  const bytes = new Uint8Array(8)
  putU64(bytes, 0, n)
  return bytes
}

export function putU64(bytes: Bytes, at: number, n: number): void {
  must(Number.isSafeInteger(n) && n >= 0, `${n} is not an integer from 0 to 2^53 - 1`)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  view.setUint32(at, Math.floor(n / TWO_32))
  view.setUint32(at + 4, n % TWO_32)
}

/** The integer of 8 bytes; refuses 2⁵³ and above. */
export function readU64(bytes: Bytes, at: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const n = view.getUint32(at) * TWO_32 + view.getUint32(at + 4)
  must(Number.isSafeInteger(n), 'a number reaches 2^53')
  return n
}

export function toHex(bytes: Bytes): string {
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
}

/** The bytes of lowercase hex, `size` of them when it is given. */
export function fromHex(text: string, size?: number): Bytes {
  must(/^([0-9a-f]{2})*$/.test(text), 'not lowercase hex')
  must(size === undefined || text.length === 2 * size, `not ${size} bytes of hex`)
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

export function toBase64(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes))
}

/** The bytes of base64 with padding, refused unless writing them again gives the same text. */
export function fromBase64(text: string, size: number): Bytes {
  let decoded = ''
  try {
    decoded = atob(text)
  } catch {
    must(false, 'not base64')
  }
  const bytes = Uint8Array.from(decoded, (letter) => letter.charCodeAt(0))
  must(bytes.length === size && toBase64(bytes) === text, `not the base64 of ${size} bytes`)
  return bytes
}
