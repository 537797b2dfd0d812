import type { Who } from 'gala-client/who'
import type { Scene } from '../scene'
import { ruleLines, standingLine } from '../who-lines'

interface Props {
  who: Who
  window: string
  /** Whether entries have weights: then one is told one's own. */
  weighed: boolean
  scene: Scene
}

/** Who may take part, in plain words, and how this viewer stands. */
export function WhoMay({ who, window, weighed, scene: { live, words, say } }: Props) {
  const standing = live.standings.of(window)
  return (
    <section class="who" data-testid="who" aria-label={words.who.title}>
      <h3>{words.who.title}</h3>
      <ul>
        {ruleLines(who, words.who, say).map((line, i) => (
          <li key={i}>{line}</li>
        ))}
      </ul>
      <p
        class="who-mine"
        role="status"
        data-testid="standing"
        data-may={standing?.may ?? 'asking'}
      >
        {standingLine(standing, weighed, words.who)}
      </p>
    </section>
  )
}
