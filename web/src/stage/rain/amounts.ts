import { useEffect, useState } from 'preact/hooks'
import type { DrawPicture } from 'gala-client/draw-picture'
import type { SplitAnswer, SplitQuestion } from './split-worker'

/**
 * What each packet of an opened rain holds, computed again on this screen in a thread of its own;
 * null until it is, or when something for it is missing or does not hold.
 */
export function useAmounts(draw: DrawPicture): readonly number[] | null {
  const [amounts, found] = useState<SplitAnswer>(null)
  const { number, manifest, signature, proof } = draw
  useEffect(() => {
    found(null)
    if (manifest === null || signature === null || proof === null) return undefined
    let worker: Worker | null = null
    let gone = false
    const ask = async () => {
      try {
        const answer = await fetch('/proof/pins.json')
        if (!answer.ok) return
        const pins = await answer.text()
        if (gone) return
        worker = new Worker(new URL('./split-worker.ts', import.meta.url))
        worker.onmessage = ({ data }: MessageEvent<SplitAnswer>) => found(data)
        const question: SplitQuestion = { pins, manifest, signature, proof }
        worker.postMessage(question)
      } catch {
        // The sums were announced; only the picture of them is missing.
      }
    }
    void ask()
    return () => {
      gone = true
      worker?.terminate()
    }
  }, [number, manifest, signature, proof])
  return amounts
}
