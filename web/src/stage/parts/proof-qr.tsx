import { onPhone, proofPath } from '../place'
import type { Scene } from '../scene'
import { Qr } from './qr'

/** The code that leads a phone to the proof of a draw; none where no phone could follow it. */
export function ProofQr({ number, scene }: { number: number; scene: Scene }) {
  const address = onPhone(scene.place, proofPath(number))
  return address === null ? null : <Qr text={address} label={scene.words.verify} />
}
