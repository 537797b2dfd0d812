import { utf8 } from '../../proof/bytes'
import { openDraw, packets, readManifest, readPins } from '../../proof/phone'

/** What it takes to split a rain's pool again: all of it public. */
export interface SplitQuestion {
  readonly pins: string
  readonly manifest: string
  readonly signature: string
  readonly proof: string
}

/** The fen of each packet, or null when the proof does not hold. */
export type SplitAnswer = readonly number[] | null

const scope = self as unknown as Worker

scope.onmessage = ({ data }: MessageEvent<SplitQuestion>) => scope.postMessage(split(data))

function split({ pins, manifest: text, signature, proof }: SplitQuestion): SplitAnswer {
  try {
    const manifest = readManifest(text)
    if (manifest.kind !== 'rain') return null
    const seed = openDraw(text, signature, proof, readPins(utf8(pins)))
    return packets(manifest, seed).packets.map(({ fen }) => fen)
  } catch {
    return null
  }
}
