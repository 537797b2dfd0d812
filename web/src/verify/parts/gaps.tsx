import type { Report } from '../../proof/report'
import type { Words } from '../words'

/** What this does not prove. */
export function Gaps({ report, words }: { report: Report; words: Words }) {
  if (report.unproven.length === 0) return null
  return (
    <section class="panel gaps" aria-labelledby="gaps-h" data-testid="gaps">
      <h2 id="gaps-h">{words.unproven}</h2>
      <ul>
        {report.unproven.map((gap) => (
          <li key={gap}>{words.gaps[gap]}</li>
        ))}
      </ul>
    </section>
  )
}
