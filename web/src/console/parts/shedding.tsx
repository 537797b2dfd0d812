import type { Scene } from '../scene'

const LEVELS = [0, 1, 2, 3] as const

/** What all edges leave out at least; each goes further by itself when its load asks for it. */
export function Shedding({ scene: { desk, state, words } }: { scene: Scene }) {
  const told = words.feelings
  return (
    <div class="shedding" role="group" aria-label={told.shed} title={told.shed_note}>
      <span>{told.shed}</span>
      {LEVELS.map((level) => (
        <button
          key={level}
          type="button"
          aria-pressed={state.shedding === level}
          disabled={!desk.can('shed') || state.shedding === level}
          data-testid={`shed-${level}`}
          onClick={() => void desk.give('shed', { number: level })}
        >
          {told.level(level)}
        </button>
      ))}
    </div>
  )
}
