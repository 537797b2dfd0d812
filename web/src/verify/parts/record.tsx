import { useState } from 'preact/hooks'
import { yuan } from '../../format'
import type { AuditedFound, DrawFound, RainFound, RecordFound, WindowFound } from '../../proof/found'
import type { Words } from '../words'
import { Facts, Hash } from './facts'
import { Outcome } from './outcome'

type Part = DrawFound | RainFound | WindowFound

/** A record: the night in figures, and each part of it to look into. */
export function RecordOutcome({ found, words }: { found: RecordFound; words: Words }) {
  const { audits, checkpoint, draws, guarantees, voided, windows } = found
  return (
    <section class="panel outcome" aria-labelledby="record-h">
      <h2 id="record-h">{checkpoint.origin.split('/')[1]}</h2>
      <p class="small">{words.record_figures(found.files, found.claims, found.batches)}</p>
      <Parts title={words.record_draws} parts={draws} words={words} />
      <Parts title={words.record_windows} parts={windows} words={words} />
      {voided.length === 0 ? null : (
        <>
          <h3>{words.record_voided}</h3>
          <ul class="voided" data-testid="voided">
            {voided.map(({ window, gen, units, reason }) => (
              <li key={`${window} ${gen}`}>{words.voided_units(window, gen, units, reason)}</li>
            ))}
          </ul>
        </>
      )}
      {guarantees === null ? null : (
        <>
          <h3>{words.record_guarantees}</h3>
          <p class="small" data-testid="guarantees">
            {words.guarantees_are(
              guarantees.claims,
              guarantees.met,
              guarantees.refused,
              guarantees.open,
              yuan(guarantees.met_fen),
            )}
          </p>
        </>
      )}
      {audits === null || audits.length === 0 ? null : (
        <>
          <h3>{words.record_audits}</h3>
          <ul class="audited" data-testid="audited">
            {audits.map((audit) => (
              <li key={`${audit.goods} ${audit.auditor}`}>
                <Signed audit={audit} words={words} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Facts of={[[words.log_root, <Hash of={checkpoint.root} />]]} />
    </section>
  )
}

/** Who has signed goods, and to open, the words that were signed. */
function Signed({ audit, words }: { audit: AuditedFound; words: Words }) {
  const { goods, auditor, on, text } = audit
  const title = words.audited_by(goods, auditor, on)
  if (text === null) return <p>{title}</p>
  return (
    <details>
      <summary>{title}</summary>
      <p class="small">{words.audited_text}</p>
      <pre>{JSON.stringify(JSON.parse(text), null, 1)}</pre>
    </details>
  )
}

interface PartsProps {
  title: string
  parts: readonly Part[]
  words: Words
}

function Parts({ title, parts, words }: PartsProps) {
  const [open, setOpen] = useState<number | null>(null)
  if (parts.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul class="parts">
        {parts.map((part, i) => (
          <li key={i}>
            <button
              type="button"
              aria-expanded={open === i}
              onClick={() => setOpen(open === i ? null : i)}
            >
              <span>{nameOf(part, words)}</span>
              <span class="small">{sumOf(part, words)}</span>
            </button>
            {open === i ? <Outcome found={part} words={words} /> : null}
          </li>
        ))}
      </ul>
    </>
  )
}

function nameOf(part: Part, words: Words): string {
  if (part.kind === 'window') return part.window
  const { number } = part.manifest
  return part.kind === 'rain' ? words.rain(number) : words.draw(number)
}

function sumOf(part: Part, words: Words): string {
  if (part.kind === 'window') return words.leaves(part.leaves.length)
  if (part.outcome.void_reason !== null) return words.voided
  if (part.kind === 'rain') return yuan(part.split?.paid_fen ?? 0)
  return words.prizes_held(part.places.filter(({ prize }) => prize !== null).length)
}
