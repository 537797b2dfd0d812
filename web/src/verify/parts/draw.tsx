import { useState } from 'preact/hooks'
import { yuan } from '../../format'
import type { DrawFound, Place } from '../../proof/found'
import type { DrawRule } from '../../proof/manifest'
import { codeOf } from '../../pseudonym'
import type { Words } from '../words'
import { Basis, Voided } from './common'

const SHOWN = 12

/** A draw: who has what, as this device computed it. */
export function DrawOutcome({ found, words }: { found: DrawFound; words: Words }) {
  const { manifest, outcome } = found
  return (
    <section class="panel outcome" aria-labelledby={`draw-${manifest.number}`}>
      <h2 id={`draw-${manifest.number}`}>{words.draw(manifest.number)}</h2>
      <Voided found={found} words={words} />
      {outcome.word === null ? null : (
        <>
          <h3>{words.winners}</h3>
          <p class="small">{outcome.announced ? words.announced : words.not_announced}</p>
          <Winners found={found} words={words} />
        </>
      )}
      <Basis found={found} words={words} />
    </section>
  )
}

/** The places in their order: the winners first, then who comes next. */
export function Winners({ found, words }: { found: DrawFound; words: Words }) {
  const [all, setAll] = useState(false)
  const { places, manifest } = found
  const shown = all ? places : places.slice(0, SHOWN)
  if (places.length === 0) return <p class="muted">{words.nobody}</p>
  return (
    <>
      <ol class="winners" data-testid="winners">
        {shown.map((place) => (
          <Winner key={place.place} place={place} rule={manifest.rule} words={words} />
        ))}
      </ol>
      {shown.length < places.length ? (
        <button type="button" class="button more" onClick={() => setAll(true)}>
          {words.more(places.length - shown.length)}
        </button>
      ) : null}
    </>
  )
}

interface OneProps {
  place: Place
  rule: DrawRule
  words: Words
}

function Winner({ place: of, rule, words }: OneProps) {
  const { place, prize, passed, leaf } = of
  const value = rule.prizes.find(({ id }) => id === prize)?.value_fen
  const told = rule.by_outlet ? words.unit_at : words.worth
  // Who waits does so in an outlet.
  const waits = rule.by_outlet ? `${leaf.outlet} · ${words.alternate}` : words.alternate
  const state = passed !== null ? 'passed' : prize === null ? 'alternate' : 'won'
  return (
    <li class="winner" data-state={state}>
      <span class="winner-place">{words.place(place)}</span>
      <code class="winner-code" title={leaf.pseudonym}>
        {codeOf(leaf.pseudonym)}
      </code>
      <span class="winner-prize">
        {passed !== null ? words.passed(passed) : (prize ?? waits)}
        {value ? <span class="small"> {told(yuan(value))}</span> : null}
      </span>
    </li>
  )
}
