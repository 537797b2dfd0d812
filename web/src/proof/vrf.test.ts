import { expect, it } from 'vitest'
import { fromHex, toHex } from './bytes'
import { ORDER } from './ed25519'
import { vrfOutput } from './vrf'

// RFC 9381, appendix B.3, examples 16 and 17.
const EXAMPLES = [
  {
    key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    alpha: '',
    proof:
      '8657106690b5526245a92b003bb079ccd1a92130477671f6fc01ad16f26f723f' +
      '26f8a57ccaed74ee1b190bed1f479d97' +
      '27d2d0f9b005a6e456a35d4fb0daab1268a1b0db10836d9826a528ca76567805',
    output:
      '90cf1df3b703cce59e2a35b925d411164068269d7b2d29f3301c03dd757876ff' +
      '66b71dda49d2de59d03450451af026798e8f81cd2e333de5cdf4f3e140fdd8ae',
  },
  {
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    alpha: '72',
    proof:
      'f3141cd382dc42909d19ec5110469e4feae18300e94f304590abdced48aed593' +
      '3bf0864a62558b3ed7f2fea45c92a465' +
      '301b3bbf5e3e54ddf2d935be3b67926da3ef39226bbc355bdc9850112c8f4b02',
    output:
      'eb4440665d3891d668e7e0fcaf587f1b4bd7fbfe99d0eb2211ccec90496310eb' +
      '5e33821bc613efb94db5e5b54c70a848a0bef4553a41befc57663b56373a5031',
  },
]

it.each(EXAMPLES)('has the output of RFC 9381 for $alpha', ({ key, alpha, proof, output }) => {
  expect(toHex(vrfOutput(fromHex(key), fromHex(alpha), fromHex(proof)))).toBe(output)
})

it('refuses another input, another key and every changed byte of a proof', () => {
  const [one, other] = EXAMPLES
  const [key, alpha, proof] = [one!.key, one!.alpha, one!.proof].map((text) => fromHex(text))
  expect(() => vrfOutput(key!, fromHex('00'), proof!)).toThrow('does not hold')
  expect(() => vrfOutput(fromHex(other!.key), alpha!, proof!)).toThrow('does not hold')
  for (let at = 0; at < proof!.length; at += 7) {
    const changed = proof!.slice()
    changed[at]! ^= 1
    expect(() => vrfOutput(key!, alpha!, changed)).toThrow()
  }
})

it('refuses a proof written in a second way, and keys that are none', () => {
  const [key, proof] = [fromHex(EXAMPLES[0]!.key), fromHex(EXAMPLES[0]!.proof)]
  const more = proof.slice()
  const s = BigInt(`0x${toHex(proof.slice(48).reverse())}`) + ORDER
  more.set(fromHex(s.toString(16).padStart(64, '0')).reverse(), 48)
  expect(() => vrfOutput(key, new Uint8Array(), more)).toThrow('cannot be read')
  const identity = new Uint8Array(32)
  identity[0] = 1
  const large = new Uint8Array(32).fill(255)
  for (const bad of [identity, new Uint8Array(32), new Uint8Array(31), large]) {
    expect(() => vrfOutput(bad, new Uint8Array(), proof)).toThrow('the VRF key is none')
  }
})
