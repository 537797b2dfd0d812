import { expect, it } from 'vitest'
import { digestOf, FILE_BYTES_MAX } from './digest'

it('is the SHA-256 of what is in the file', async () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(await digestOf(new Blob(['abc']))).toBe(abc)
})

it('is none of a file that is too large or cannot be read', async () => {
  const large = { size: FILE_BYTES_MAX + 1 } as Blob
  expect(await digestOf(large)).toBe(null)
  const broken = { size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) }
  expect(await digestOf(broken as unknown as Blob)).toBe(null)
})
