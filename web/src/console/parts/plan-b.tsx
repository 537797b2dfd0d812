import { planB } from '../model-draws'
import type { Scene } from '../scene'
import { KeyHint } from './key-hint'

/** The declared filler of what comes, or of what is on air: one key takes it. */
export function PlanB({ scene: { desk, state, words, say } }: { scene: Scene }) {
  const plan = planB(state)
  if (!plan) return null
  const { filler, instead_of } = plan
  return (
    <button
      type="button"
      class="plan-b"
      data-testid="plan-b"
      disabled={!desk.can('plan_b')}
      aria-keyshortcuts="B"
      onClick={() => void desk.give('plan_b', { segment: instead_of.id })}
    >
      <span>{words.plan_b_do(say(filler.title))}</span>
      <span class="sr-only">{words.plan_b_instead(say(instead_of.title))}</span>
      <KeyHint>B</KeyHint>
    </button>
  )
}
