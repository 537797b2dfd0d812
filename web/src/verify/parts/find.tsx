import { useState } from 'preact/hooks'
import { yuan } from '../../format'
import type { Found } from '../../proof/found'
import { codeOf } from '../../pseudonym'
import { lookFor, seekerOf, seekersOf, type Hit } from '../find'
import { ownLeaves } from '../own'
import type { Session } from '../session'
import type { Words } from '../words'

interface Props {
  session: Session
  found: Found
  words: Words
}

/** Find oneself in what was verified: by a code, or by the receipts that this device keeps. */
export function Find({ session, found, words }: Props) {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState<string | null>(null)
  const dropped = session.tasks.flatMap(({ report }) => {
    return report?.found?.kind === 'receipt' ? [report.found] : []
  })
  const own = [
    ...seekersOf(ownLeaves()),
    ...dropped.map(({ leaf, window }) => ({ is: 'leaf', leaf, window }) as const),
  ].flatMap((seeker) => lookFor(found, seeker))
  const hits = asked === null ? [] : lookFor(found, seekerOf(asked))
  const none = found.kind === 'rain' ? words.find_rain : words.find_none
  return (
    <section class="panel find" aria-labelledby="find-h">
      <h2 id="find-h">{words.find}</h2>
      {own.length > 0 ? (
        <div data-testid="own">
          <h3>{words.find_own}</h3>
          <Hits hits={own} words={words} />
        </div>
      ) : null}
      <form
        class="line-form"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(typed)
        }}
      >
        <label for="code">{words.find_label}</label>
        <div class="field">
          <input
            id="code"
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder={words.find_hint}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="submit" class="button">
            {words.find_go}
          </button>
        </div>
      </form>
      <div role="status" data-testid="hits">
        {asked !== null && hits.length === 0 ? <p class="muted">{none}</p> : null}
        <Hits hits={hits} words={words} />
      </div>
    </section>
  )
}

function Hits({ hits, words }: { hits: readonly Hit[]; words: Words }) {
  if (hits.length === 0) return null
  return (
    <ul class="hits">
      {hits.map((hit, i) => (
        <li key={i} data-hit={hit.is}>
          <code class="code">
            {codeOf(hit.is === 'leaf' ? hit.leaf.pseudonym : hit.pseudonym)}
          </code>{' '}
          {sayOf(hit, words)}
        </li>
      ))}
    </ul>
  )
}

function sayOf(hit: Hit, { hit: words, place }: Words): string {
  switch (hit.is) {
    case 'place': {
      const where = place(hit.place)
      if (hit.passed !== null) return words.passed(hit.draw, where)
      if (hit.prize === null) return words.alternate(hit.draw, where)
      return words.prize(hit.draw, where, hit.prize)
    }
    case 'not_drawn':
      return words.not_drawn(hit.draw)
    case 'packets':
      return words.packets(hit.draw, hit.chances, hit.packets, yuan(hit.fen))
    case 'leaf': {
      const { outlet, unit, quantity } = hit.leaf
      return words.leaf(hit.window, outlet, unit, quantity)
    }
  }
}
