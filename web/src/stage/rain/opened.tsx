import { count, yuan } from '../../format'
import { histogram } from '../../histogram'
import type { DrawPicture } from 'gala-client/draw-picture'
import { factsOf } from '../facts'
import { Beacon } from '../parts/beacon'
import { ProofQr } from '../parts/proof-qr'
import type { Scene } from '../scene'
import type { Words } from '../words'
import { useAmounts } from './amounts'

const BARS_MAX = 24

interface Props {
  draw: DrawPicture
  pool_fen: number
  scene: Scene
}

/** A rain that is open: paid + returned = pool, and how the packets turned out. */
export function Opened({ draw, pool_fen, scene }: Props) {
  const { words } = scene
  const amounts = useAmounts(draw)
  const facts = factsOf(draw.manifest)
  return (
    <>
      <h2 data-testid="stage-title">{words.opened_packets(draw.packets ?? 0)}</h2>
      <p class="sum" data-testid="pool">
        <Term fen={draw.paid_fen ?? 0} word={words.paid} />
        <span>+</span>
        <Term fen={draw.returned_fen ?? 0} word={words.returned} />
        <span>=</span>
        <Term fen={pool_fen} word={words.pool_sum} />
      </p>
      <div class="pair">
        {amounts && amounts.length > 0 ? (
          <Histogram amounts={amounts} words={words} same={isSame(draw, amounts)} />
        ) : null}
        <ProofQr number={draw.number} scene={scene} />
      </div>
      {facts ? <Beacon kind={facts.beacon} words={words} /> : null}
    </>
  )
}

function Term({ fen, word }: { fen: number; word: string }) {
  return (
    <span class="term">
      <strong>{yuan(fen)}</strong>
      <small>{word}</small>
    </span>
  )
}

const HEIGHT = 40
const GAP = 0.18

/** Do the packets, counted here, come to what was announced? */
function isSame({ packets, paid_fen }: DrawPicture, amounts: readonly number[]): boolean {
  const sum = amounts.reduce((fen, amount) => fen + amount, 0)
  return amounts.length === packets && sum === paid_fen
}

interface Chart {
  amounts: readonly number[]
  words: Words
  same: boolean
}

function Histogram({ amounts, words, same }: Chart) {
  const bars = histogram(amounts, BARS_MAX)
  const top = bars.reduce((most, bar) => Math.max(most, bar.count), 1)
  const [first, last] = [bars[0], bars[bars.length - 1]]
  const range = words.histogram(yuan(first?.from ?? 0), yuan(last?.to ?? 0))
  return (
    <figure class="histogram">
      <svg
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.histogram_of}
      >
        {bars.map(({ from, to, count: n }, i) => (
          <rect
            key={from}
            x={i + GAP / 2}
            y={HEIGHT - (n / top) * HEIGHT}
            width={1 - GAP}
            height={(n / top) * HEIGHT}
          >
            <title>{`${yuan(from)}–${yuan(to)}: ${count(n)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption>
        <span>{range}</span>
        {same ? <small>{words.counted}</small> : null}
      </figcaption>
    </figure>
  )
}
