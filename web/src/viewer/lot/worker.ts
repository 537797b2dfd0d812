import { answer } from './answer'
import type { Question } from './question'

/** The verifier in a thread of its own. Messages are `[id, question]` and `[id, answer]`. */
const scope = self as unknown as Worker

scope.onmessage = ({ data: [id, question] }: MessageEvent<[number, Question]>) => {
  scope.postMessage([id, answer(question)])
}
