import type { WindowView } from 'gala-client/board'
import type { Scene } from '../scene'

/** What is left of this outlet's stock, as far as the ticks have told. */
export function Stock(props: { view: WindowView; window: string; scene: Scene }) {
  const { view, window } = props
  const { live, words, outlet } = props.scene
  if (!view.row) return null
  const { stock, sold } = view.row
  // An edge under load does not say what is left: then nothing is to be seen of it.
  const told = live.tick?.windows.find((one) => one.window === window && one.gen === view.gen)
  const left = told?.left[outlet]
  const remaining = sold !== null ? stock - sold : (left ?? null)
  const line =
    sold !== null
      ? words.sold(sold, stock)
      : left !== undefined
        ? words.left(left, stock)
        : words.stock_is(stock)
  return (
    <div class="stock" data-testid="stock">
      <p>
        <span>{words.stock}</span>
        <span class="figure">{line}</span>
      </p>
      {remaining !== null || view.phase === 'coming' ? (
        <progress max={Math.max(1, stock)} value={remaining ?? stock} aria-label={line} />
      ) : null}
    </div>
  )
}
