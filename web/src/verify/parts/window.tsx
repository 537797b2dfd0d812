import { count } from '../../format'
import type { WindowFound } from '../../proof/found'
import { localInstant } from '../when'
import type { Words } from '../words'
import { Facts, Hash } from './facts'

/** A window: what each outlet had and gave. */
export function WindowOutcome({ found, words }: { found: WindowFound; words: Words }) {
  return (
    <section class="panel outcome" aria-labelledby="window-h">
      <h2 id="window-h">
        {words.window} {found.window}
      </h2>
      <Outlets found={found} words={words} />
      {found.voided.map(({ gen, units, reason }) => (
        <p key={gen} class="void" data-testid="voided">
          {words.voided_units(found.window, gen, units, reason)}
        </p>
      ))}
      <Facts
        of={[
          [words.entered, words.leaves(found.leaves.length)],
          [words.at, <time class="figure">{localInstant(found.frozen_ms)}</time>],
          [words.root, <Hash of={found.root} />],
        ]}
      />
    </section>
  )
}

function Outlets({ found, words }: { found: WindowFound; words: Words }) {
  const { seckill, outlets } = found
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.outlet}</th>
            {seckill ? <th scope="col">{words.declared}</th> : null}
            <th scope="col">{words.given}</th>
            {seckill ? <th scope="col">{words.unsold}</th> : null}
          </tr>
        </thead>
        <tbody>
          {outlets.map(([outlet, declared, given]) => (
            <tr key={outlet}>
              <th scope="row">{outlet}</th>
              {seckill ? <td>{count(declared)}</td> : null}
              <td>{count(given)}</td>
              {seckill ? <td>{count(declared - given)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
