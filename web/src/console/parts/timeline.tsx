import { useEffect, useRef } from 'preact/hooks'
import { countdown, drift, duration, timeOfDay } from '../../format'
import { coming, lateBy, lengthOf } from '../model'
import { isShown } from '../model-draws'
import type { Scene } from '../scene'
import type { Segment } from '../state'
import { Together } from './together'

/** The run sheet as it is planned, expected and done; it keeps what is on air in view. */
export function Timeline({ scene }: { scene: Scene }) {
  const { desk, state, words, ask } = scene
  const frame = useRef<HTMLDivElement>(null)
  const on_air = state.on_air?.segment
  useEffect(() => {
    const box = frame.current
    const row = box?.querySelector<HTMLElement>('[data-state="on_air"]')
    // Only the table scrolls: the page must not jump under the director's hand.
    if (box && row) box.scrollTop = row.offsetTop - box.clientHeight / 3
  }, [on_air])
  const next = coming(state)?.id
  return (
    <section class="timeline" aria-labelledby="timeline-h" data-testid="timeline">
      <header>
        <h2 id="timeline-h">{words.timeline}</h2>
        <Together
          scene={scene}
          thing="edit"
          label={words.edit.open}
          testid="edit"
          can={desk.connected && state.phase !== 'over'}
          quiet
          act={(sheet) => ask({ what: 'edit', sheet })}
        />
      </header>
      <div class="frame" ref={frame} tabIndex={0} role="group" aria-labelledby="timeline-h">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.col.segment}</th>
              <th scope="col">{words.col.planned}</th>
              <th scope="col">{words.col.expected}</th>
              <th scope="col">{words.col.length}</th>
              <th scope="col">{words.col.drift}</th>
              <th scope="col">{words.col.state}</th>
              <th scope="col">
                <span class="sr-only">{words.col.action}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {state.segments.filter(isShown).map((segment) => (
              <Row key={segment.id} segment={segment} next={segment.id === next} scene={scene} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Row({ segment, next, scene }: { segment: Segment; next: boolean; scene: Scene }) {
  const { desk, state, words, say, ask } = scene
  const { id } = segment
  const clock = (at_ms: number) => timeOfDay(at_ms, state.show.utc_offset_min)
  const late_ms = lateBy(segment)
  const skipped = segment.state === 'skipped'
  const started = segment.started_ms !== null
  return (
    <tr data-testid={`segment-${id}`} data-state={segment.state} data-next={next}>
      <th scope="row">
        <span class="title">{say(segment.title)}</span>
        <span class="meta">
          {words.kinds[segment.kind] ?? segment.kind}
          {segment.fixed ? <em>{segment.back_timed ? words.back_timed : words.fixed}</em> : null}
          <Spare segment={segment} scene={scene} />
          {segment.filler_for === null ? null : <em>{words.plan_b}</em>}
          {segment.guests.map(({ role, count }) => (
            <>{` · ${say(role)}${count > 1 ? ` ×${count}` : ''}`}</>
          ))}
        </span>
      </th>
      <td class="time">{clock(segment.planned_start_ms)}</td>
      <td class="time">
        {skipped ? '–' : clock(segment.started_ms ?? segment.expected_start_ms)}
        {started ? <span class="sr-only"> {words.actual}</span> : null}
      </td>
      <td class="time">{countdown(lengthOf(segment))}</td>
      <td class="time" data-drift={skipped ? 'none' : driftOf(late_ms)}>
        {skipped ? '–' : drift(late_ms)}
      </td>
      <td>
        <span class="state">{words.state[segment.state]}</span>
      </td>
      <td>
        <button
          type="button"
          class="jump"
          data-testid={`jump-${id}`}
          aria-label={`${words.jump} ${say(segment.title)}`}
          disabled={!desk.can('jump') || segment.state === 'on_air'}
          onClick={() => ask({ what: 'jump', segment: id })}
        >
          {words.jump}
        </button>
      </td>
    </tr>
  )
}

/** What there is to spare before a fixed start to come, or by how much it is missed. */
function Spare({ segment: { id, spare_ms }, scene: { words } }: { segment: Segment; scene: Scene }) {
  if (spare_ms === null) return null
  const time = duration(Math.round(Math.abs(spare_ms) / 1000))
  const { to_spare, over } = words.what_if
  return (
    <em data-testid={`spare-${id}`} data-over={spare_ms <= -1_000}>
      {spare_ms <= -1_000 ? over(time) : to_spare(time)}
    </em>
  )
}

function driftOf(late_ms: number): 'none' | 'late' | 'early' {
  if (Math.abs(late_ms) < 500) return 'none'
  return late_ms > 0 ? 'late' : 'early'
}
