import type { Lang } from '../../lang'
import { pick } from '../../lang'
import { PAGE, type ClaimState } from '../office/api'
import type { Office } from '../office/office'
import type { Words } from '../words'
import { OfficeClaim } from './office-claim'

interface Props {
  office: Office
  words: Words
  lang: Lang
}

const STATES: readonly (ClaimState | null)[] = ['filed', 'met', 'refused', null]

/** The staff's desk: how much of each guarantee is used, and the claims to decide. */
export function OfficePage({ office, words, lang }: Props) {
  const told = words.office
  const { listed, filter } = office
  const claims = listed?.claims ?? []
  const n = listed?.count ?? 0
  return (
    <main class="office" data-testid="office">
      <section class="card" aria-labelledby="totals-h">
        <h2 id="totals-h">{told.totals}</h2>
        <table class="office-totals">
          <thead>
            <tr>
              <th scope="col">{told.guarantee}</th>
              <th scope="col">{told.quota}</th>
              <th scope="col">{told.state.filed}</th>
              <th scope="col">{told.state.met}</th>
              <th scope="col">{told.state.refused}</th>
            </tr>
          </thead>
          <tbody>
            {listed?.totals.map((total) => (
              <tr key={total.guarantee} data-testid={`total-${total.guarantee}`}>
                <th scope="row">
                  {pick(total.title, lang)} <small>{told.kinds[total.kind] ?? total.kind}</small>
                </th>
                <td data-label={told.quota}>{told.used(total)}</td>
                <td data-label={told.state.filed}>{total.filed}</td>
                <td data-label={told.state.met}>{total.met}</td>
                <td data-label={told.state.refused}>{total.refused}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="muted">{told.totals_note}</p>
      </section>
      <section class="card office-list" aria-labelledby="claims-h">
        <h2 id="claims-h">{told.title}</h2>
        <div class="office-filter" role="group" aria-label={told.show}>
          {STATES.map((state) => (
            <button
              key={state ?? 'all'}
              type="button"
              class="act"
              data-testid={`show-${state ?? 'all'}`}
              aria-pressed={filter.state === state}
              onClick={() => void office.look({ state })}
            >
              {state === null ? told.all : told.state[state]}
            </button>
          ))}
          <select
            aria-label={told.guarantee}
            value={filter.guarantee ?? ''}
            onChange={(event) => void office.look({ guarantee: event.currentTarget.value || null })}
          >
            <option value="">{told.all_guarantees}</option>
            {listed?.totals.map((total) => (
              <option key={total.guarantee} value={total.guarantee}>
                {pick(total.title, lang)}
              </option>
            ))}
          </select>
        </div>
        {office.silent ? (
          <p class="office-silent" role="alert">
            {told.silent}
          </p>
        ) : null}
        {claims.length === 0 ? <p class="muted">{told.none}</p> : null}
        {claims.map((claim) => (
          <OfficeClaim
            key={claim.claim}
            claim={claim}
            title={titleOf(claim.guarantee)}
            {...{ office, words, lang }}
          />
        ))}
        {n > PAGE ? (
          <p class="row">
            <button
              type="button"
              class="act"
              disabled={filter.start === 0}
              onClick={() => void office.turn(-1)}
            >
              {told.earlier}
            </button>
            <span>{told.of(filter.start + 1, filter.start + claims.length, n)}</span>
            <button
              type="button"
              class="act"
              disabled={filter.start + claims.length >= n}
              onClick={() => void office.turn(1)}
            >
              {told.later}
            </button>
          </p>
        ) : null}
      </section>
    </main>
  )

  function titleOf(guarantee: string): string {
    const total = listed?.totals.find((one) => one.guarantee === guarantee)
    return total ? pick(total.title, lang) : guarantee
  }
}
