import { useState } from 'preact/hooks'
import { yuan } from '../../format'
import type { Scene } from '../scene'
import { askShelf, type Chart, type ShelfCard } from '../shelf/card'
import { HEIGHT, pictureOf, RIGHT, WIDTH } from '../shelf/picture'

interface Props {
  window: string
  scene: Pick<Scene, 'words' | 'say'>
}

/**
 * What the regular price rests on and who has signed the goods, to open. It is asked for when
 * somebody opens it: a card that turns for everybody must not make everybody ask at once.
 */
export function PriceBasis({ window, scene }: Props) {
  const { words } = scene
  const told = words.shelf
  const [card, setCard] = useState<ShelfCard | null | 'asking'>(null)
  const open = async (is: boolean) => {
    if (!is || (card !== null && card !== 'asking')) return
    setCard('asking')
    setCard(await askShelf(window))
  }
  const got = card === 'asking' ? null : card
  const signed = (got?.audits.length ?? 0) > 0
  return (
    <div class="price-basis">
      <p class="small">{words.basis}</p>
      <details
        data-testid={`basis-${window}`}
        onToggle={({ currentTarget }) => void open(currentTarget.open)}
      >
        <summary>
          {signed ? <span class="tick">✓ </span> : null}
          {signed ? told.title_signed : told.title}
        </summary>
        {got ? (
          <Card card={got} scene={scene} />
        ) : (
          <p class="small" role="status">
            {card === 'asking' ? told.asking : told.not_now}
          </p>
        )}
        <p>
          <a href={`/goods/${encodeURIComponent(window)}`} target="_blank" rel="noopener">
            {signed ? told.more : told.more_unsigned}
          </a>
        </p>
      </details>
    </div>
  )
}

function Card({ card, scene }: { card: ShelfCard; scene: Props['scene'] }) {
  const { asked, audits, bases, chart, note } = card
  const { words, say } = scene
  const told = words.shelf
  return (
    <>
      <h3>{told.rests_on}</h3>
      {note ? <p>{say(note)}</p> : null}
      {chart ? <Prices chart={chart} words={words} /> : <p class="small">{told.no_history}</p>}
      {bases.map((one) => (
        <p key={one.rule} class="small">
          {told.basis(one)}
        </p>
      ))}
      <h3>{told.audits}</h3>
      {audits.map(({ auditor, title, on }) => (
        <p key={auditor} data-testid="audit">
          <span class="tick">✓ </span>
          {told.signed(say(title), on)}
        </p>
      ))}
      {audits.length > 0 ? null : <p class="small">{asked ? told.unsigned : told.nobody}</p>}
    </>
  )
}

function Prices({ chart, words }: { chart: Chart; words: Scene['words'] }) {
  const told = words.shelf
  const { steps, compared_y, cut_y } = pictureOf(chart)
  return (
    <>
      <svg class="prices" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <path class="compared" d={`M0 ${compared_y}H${RIGHT}`} />
        {steps.map(({ path, sold }, i) => (
          <path key={i} class={sold ? 'paid' : 'asked'} d={path} />
        ))}
        {cut_y === null ? null : <circle class="cut" cx={RIGHT} cy={cut_y} r="5" />}
      </svg>
      <ul class="small">
        {chart.prices.map(({ from, to, fen, sold }, i) => (
          <li key={i}>{told.price(from, to, yuan(fen), sold)}</li>
        ))}
      </ul>
    </>
  )
}
