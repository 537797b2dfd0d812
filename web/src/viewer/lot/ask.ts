import type { Answer, Ask, QuestionOf } from './question'

/** Asks the verifier; null when it cannot be had now, which says nothing about the question. */
export type Asking = <A extends Ask>(question: QuestionOf<A>) => Promise<Answer<A> | null>

type Told = (answer: Answer<Ask> | null) => void

/** Asks a worker that is loaded with the first question: the page begins without the curves. */
export function askWorker(): Asking {
  let worker: Worker | null = null
  let last = 0
  const waiting = new Map<number, Told>()
  const begin = () => {
    const begun = new Worker(new URL('./worker.ts', import.meta.url))
    begun.onmessage = ({ data: [id, answer] }: MessageEvent<[number, Answer<Ask>]>) => {
      waiting.get(id)?.(answer)
      waiting.delete(id)
    }
    begun.onerror = () => {
      // Not loaded, or out of memory: what waits is told so, and the next question begins anew.
      for (const told of waiting.values()) told(null)
      waiting.clear()
      begun.terminate()
      worker = null
    }
    return begun
  }
  return <A extends Ask>(question: QuestionOf<A>) =>
    new Promise<Answer<A> | null>((tell) => {
      try {
        worker ??= begin()
      } catch {
        return tell(null)
      }
      waiting.set(++last, tell as Told)
      worker.postMessage([last, question])
    })
}
