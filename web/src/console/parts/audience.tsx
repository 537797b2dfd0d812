import { count } from '../../format'
import type { Scene } from '../scene'
import { Spark } from './spark'
import { Trim } from './trim'

/** Who watches, by outlet, and how both the viewers and their claims have gone lately. */
export function Audience({ scene }: { scene: Scene }) {
  const { desk, state, words, say } = scene
  const total = desk.tick?.total ?? 0
  const rate = (desk.tick?.windows ?? []).reduce((sum, window) => sum + window.rate, 0)
  return (
    <section class="card" aria-labelledby="audience-h" data-testid="audience">
      <h2 id="audience-h">
        {words.audience} <span class="figure">{words.total(total)}</span>
      </h2>
      <Spark values={desk.viewers.values} label={words.viewers_chart} />
      <p class="spark-title">
        <span>{words.claims_rate}</span>
        <span class="figure">{count(rate)}</span>
      </p>
      <Spark values={desk.claims.values} label={words.claims_chart} />
      <ul class="bars">
        {state.outlets.map((outlet) => {
          const skew = desk.tick?.skew.find((one) => one.outlet === outlet.id)
          const here = desk.tick?.viewers.find((one) => one.outlet === outlet.id)?.count ?? 0
          return (
            <li key={outlet.id} data-testid={`viewers-${outlet.id}`}>
              <span>
                {say(outlet.title)} <small>+{outlet.delay_ms / 1000} s</small>
              </span>
              <span class="figure">{count(here)}</span>
              <progress max={Math.max(1, total)} value={here} aria-hidden="true" />
              <Trim outlet={outlet} scene={scene} />
              {skew && skew.p50_ms !== null && skew.p99_ms !== null ? (
                <small class="skew" data-testid={`skew-${outlet.id}`} title={words.skew_note}>
                  {words.skew(skew.p50_ms, skew.p99_ms, skew.viewers)}
                </small>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
