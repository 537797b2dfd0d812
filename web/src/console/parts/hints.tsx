import { useState } from 'preact/hooks'
import { recall, remember } from '../../lang'
import type { Words } from '../words'

const KEY = 'gala.console.hints'

/** Three hints for the first time at the desk, gone for good once dismissed. */
export function Hints({ words }: { words: Words }) {
  const [seen, setSeen] = useState(() => recall(KEY) === 'seen')
  if (seen) return null
  const dismiss = () => {
    remember(KEY, 'seen')
    setSeen(true)
  }
  return (
    <aside class="hints" aria-label={words.hints_title} data-testid="hints">
      <ol>
        {words.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ol>
      <button type="button" class="button" data-testid="hints-done" onClick={dismiss}>
        {words.hints_done}
      </button>
    </aside>
  )
}
