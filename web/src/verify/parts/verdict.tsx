import type { Found } from '../../proof/found'
import type { Task } from '../session'
import type { Words } from '../words'
import { wordsOf } from '../words/check'
import { Seal, type SealState } from './seal'

/** The verdict, in one line and in a sentence; where it failed, and what that means. */
export function Verdict({ task, words }: { task: Task; words: Words }) {
  const { report, subject } = task
  const state = sealOf(task)
  const failed = report?.checks.find(({ ok }) => !ok)
  const failing = failed ? wordsOf(words.check, failed.name) : null
  const title = failing?.words?.title ?? failed?.name ?? ''
  return (
    <section class="verdict" data-state={state} data-testid="verdict">
      {report?.ok && report.beacon === 'rehearsal' ? (
        <p class="rehearsal" data-testid="rehearsal">
          <strong>{words.rehearsal}</strong> <span>{words.rehearsal_note}</span>
        </p>
      ) : null}
      <div class="verdict-head">
        <Seal state={state} />
        <div role="status">
          <p class="file">{subject.name}</p>
          <h2>{verdictOf(task, words)}</h2>
        </div>
      </div>
      {report?.found ? <p class="verdict-say">{sayOf(report.found, words)}</p> : null}
      {failed ? (
        <div class="verdict-say">
          <p>
            <strong>{words.failed_at(`${title} ${failing?.of ?? ''}`.trim())}</strong>{' '}
            {failing?.words?.broken ?? ''}
          </p>
          <p>{words.failed_means}</p>
          <p class="detail">{failed.detail}</p>
        </div>
      ) : null}
      {report ? <p class="small">{words.took(task.took_ms)}</p> : null}
    </section>
  )
}

export function sealOf({ report }: Task): SealState {
  if (!report) return 'checking'
  if (!report.ok) return 'refused'
  return report.beacon === 'rehearsal' ? 'rehearsed' : 'proven'
}

export function verdictOf(task: Task, words: Words): string {
  switch (sealOf(task)) {
    case 'proven':
      return words.proven
    case 'rehearsed':
      return words.rehearsed
    case 'refused':
      return words.not_proven
    default:
      return words.checking
  }
}

function sayOf(found: Found, words: Words): string {
  const voided = (found.kind === 'draw' || found.kind === 'rain') && found.outcome.word === null
  return words.verdict[voided ? 'voided' : found.kind]
}
