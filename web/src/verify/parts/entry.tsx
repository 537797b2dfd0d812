import type { ComponentChildren } from 'preact'
import { count, yuan } from '../../format'
import type { EntryFound, ReceiptFound } from '../../proof/found'
import type { Leaf } from '../../proof/leaf'
import { codeOf } from '../../pseudonym'
import { localInstant } from '../when'
import type { Words } from '../words'
import { Facts, Hash } from './facts'

type Rows = readonly (readonly [string, ComponentChildren])[]

/** An entry of a frozen tree: whose it is, and which numbers it owns. */
export function EntryFacts({ found, words }: { found: EntryFound; words: Words }) {
  const { leaf, low, quantity, root } = found
  const last = low + quantity - 1
  const numbers = quantity === 1 ? count(low) : `${count(low)} – ${count(last)}`
  return (
    <section class="panel outcome" aria-labelledby="entry-h">
      <h2 id="entry-h">
        {words.window} {found.window}
      </h2>
      {leaf ? null : <p class="muted">{words.nobody_got}</p>}
      <Facts
        of={[
          ...(leaf ? leafFacts(leaf, words) : []),
          [words.numbers, `${numbers} / ${count(found.numbers)}`],
          [words.root, <Hash of={root} />],
        ]}
      />
    </section>
  )
}

/** What a receipt says and its signature vouches for. */
export function ReceiptFacts({ found, words }: { found: ReceiptFound; words: Words }) {
  const [, show = '', hash = ''] = found.origin.split('/')
  return (
    <section class="panel outcome" aria-labelledby="receipt-h">
      <h2 id="receipt-h">
        {words.window} {found.window}
      </h2>
      <Facts
        of={[
          ...leafFacts(found.leaf, words),
          [words.batch, <span class="figure">{found.batch}</span>],
          [words.promise, words.promised(found.promise)],
          [words.night, show],
          [words.root_of_night, <Hash of={hash} />],
        ]}
      />
    </section>
  )
}

function leafFacts(leaf: Leaf, words: Words): Rows {
  return [
    [words.owner, <code class="code">{codeOf(leaf.pseudonym)}</code>],
    [words.outlet, leaf.outlet],
    [words.unit, count(leaf.unit)],
    [words.quantity, count(leaf.quantity)],
    [words.price, yuan(leaf.price_fen)],
    [words.at, <time class="figure">{localInstant(leaf.at_ms)}</time>],
  ]
}
