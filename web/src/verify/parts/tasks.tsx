import type { Session, Task } from '../session'
import type { Words } from '../words'
import { sealOf, verdictOf } from './verdict'

/** Which of several files is shown. One alone needs no choice. */
export function Tasks({ session, words }: { session: Session; words: Words }) {
  if (session.tasks.length < 2) return null
  return (
    <nav class="tasks" aria-label={words.tasks}>
      {session.tasks.map((task, index) => (
        <button
          key={index}
          type="button"
          aria-current={index === session.shown ? 'true' : undefined}
          data-state={sealOf(task)}
          onClick={() => session.show(index)}
        >
          <span class="task-name">{nameOf(task)}</span>
          <span class="sr-only">{verdictOf(task, words)}</span>
        </button>
      ))}
    </nav>
  )
}

export function nameOf({ subject }: Task): string {
  return subject.name
}
