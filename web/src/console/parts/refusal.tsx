import type { Refusal } from '../desk'
import type { Scene } from '../scene'

/** The line that says why a command was not done. It is always there, so that it is read out. */
export function RefusalLine({ scene: { desk, words, say } }: { scene: Scene }) {
  const { refusal } = desk
  return (
    <p class="refusal" aria-live="assertive" data-testid="refusal" data-code={codeOf(refusal)}>
      {refusal ? told(refusal) : ''}
    </p>
  )

  function told({ command, answer }: Refusal): string {
    const what = words.command[command]
    if (answer.kind !== 'refused') return words.no_answer(what)
    const why = answer.message ? say(answer.message) : words.refusal_code(answer.code)
    return words.refused(what, why)
  }
}

function codeOf(refusal: Refusal | null): string | undefined {
  if (!refusal) return undefined
  return refusal.answer.kind === 'refused' ? refusal.answer.code : refusal.answer.kind
}
