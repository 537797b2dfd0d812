import { yuan } from '../../format'
import type { RainFound } from '../../proof/found'
import { histogram, median, type Bar } from '../../histogram'
import type { Words } from '../words'
import { Basis, Voided } from './common'

const BARS_MAX = 14

/** A red-packet rain: where the pool went, and how large the packets are. */
export function RainOutcome({ found, words }: { found: RainFound; words: Words }) {
  const { manifest, split } = found
  return (
    <section class="panel outcome" aria-labelledby={`draw-${manifest.number}`}>
      <h2 id={`draw-${manifest.number}`}>{words.rain(manifest.number)}</h2>
      <Voided found={found} words={words} />
      {split ? <Pool found={found} words={words} /> : null}
      {split && split.packets.length > 0 ? <Sizes found={found} words={words} /> : null}
      <Basis found={found} words={words} />
    </section>
  )
}

export function Pool({ found, words }: { found: RainFound; words: Words }) {
  const { rule } = found.manifest
  const { split } = found
  if (!split) return null
  return (
    <>
      <div class="pool" data-testid="pool">
        <p>
          <span class="small">{words.paid}</span>
          <strong class="figure">{yuan(split.paid_fen)}</strong>
        </p>
        <span aria-hidden="true">+</span>
        <p>
          <span class="small">{words.returned}</span>
          <strong class="figure">{yuan(split.returned_fen)}</strong>
        </p>
        <span aria-hidden="true">=</span>
        <p>
          <span class="small">{words.pool}</span>
          <strong class="figure">{yuan(rule.pool_fen)}</strong>
        </p>
      </div>
      <p class="small pool-sum">
        {words.pool_sum} · {words.packets_opened(split.packets.length, rule.packets)}
      </p>
    </>
  )
}

function Sizes({ found, words }: { found: RainFound; words: Words }) {
  const amounts = (found.split?.packets ?? []).map(({ fen }) => fen)
  const bars = histogram(amounts, BARS_MAX)
  const most = bars.reduce((n, { count }) => Math.max(n, count), 1)
  const [least, last] = [bars[0]?.from ?? 0, bars[bars.length - 1]?.to ?? 0]
  const said = words.sizes_are(yuan(least), yuan(median(amounts)), yuan(last))
  return (
    <figure class="sizes" data-testid="sizes">
      <h3>{words.sizes}</h3>
      <div class="bars" role="img" aria-label={`${words.sizes}: ${said}`}>
        {bars.map((bar) => (
          <span
            key={bar.from}
            title={titleOf(bar, words)}
            style={{ height: `${Math.max(bar.count === 0 ? 0 : 3, (100 * bar.count) / most)}%` }}
          />
        ))}
      </div>
      <figcaption class="small">{said}</figcaption>
    </figure>
  )
}

function titleOf({ count, from, to }: Bar, words: Words): string {
  return words.bar(count, yuan(from), yuan(to))
}
