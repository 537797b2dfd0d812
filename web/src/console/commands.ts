import { planB } from './model-draws'
import { canTopUp, isLive, revocable } from './model-windows'
import type { ShowState } from './state'
import type { DrawState } from './state-draws'

/** The commands with a button. */
export type Command =
  | 'go'
  | 'ready'
  | 'hold'
  | 'resume'
  | 'skip'
  | 'extend'
  | 'jump'
  | 'panic'
  | 'clear'
  | 'auto'
  | 'manual'
  | 'end'
  | 'plan_b'
  | 'draw'
  | 'call_off'
  | 'hall'
  | 'pass_over'
  | 'announce'
  | 'pause_window'
  | 'resume_window'
  | 'top_up'
  | 'close_window'
  | 'revoke'
  | 'shed'
  | 'delay'
  | 'room_go'

/** Which commands make sense now. The server has the last word; this only spares refusals. */
export function enabled(state: ShowState | null, connected: boolean): Record<Command, boolean> {
  const phase = connected ? (state?.phase ?? 'over') : 'over'
  const playing = phase === 'waiting' || phase === 'on_air'
  const alive = playing || phase === 'held'
  const standby = state?.standby != null
  const broken = phase === 'held' && state?.breaker?.held != null
  const draws = (connected && state?.draws) || []
  const windows = (connected && state?.windows) || []
  const some = (state: DrawState) => draws.some((one) => one.state === state)
  const drawn = (...states: DrawState[]) =>
    draws.some((one) => one.kind === 'draw' && states.includes(one.state))
  return {
    // Where the breaker holds an unattended night, GO is what goes on.
    go: (playing && (standby || state?.taking != null)) || (broken && standby),
    ready: alive && standby && !state?.ready,
    hold: phase === 'on_air',
    resume: phase === 'held',
    skip: alive && standby,
    extend: (phase === 'on_air' || phase === 'held') && state?.on_air != null,
    jump: alive,
    panic: alive,
    clear: phase === 'panic',
    auto: alive && state?.mode === 'manual',
    manual: alive && state?.mode === 'auto',
    end: phase !== 'over',
    plan_b: alive && state !== null && planB(state) !== null,
    draw: phase !== 'over' && (state?.waiting_draws.length ?? 0) > 0,
    call_off: phase !== 'over' && some('committed'),
    // A draw that was committed to goes on after the end of the show.
    hall: state?.beacon.kind === 'hall' && some('committed'),
    // A rain has no envelope: everybody opens their own.
    pass_over: drawn('opened', 'announced'),
    announce: drawn('opened'),
    pause_window: alive && windows.some(({ state }) => state === 'armed' || state === 'open'),
    resume_window: alive && windows.some(({ state }) => state === 'paused'),
    top_up: alive && windows.some(canTopUp),
    close_window: phase !== 'over' && windows.some(isLive),
    // A mistake may be seen when the show is over.
    revoke: windows.some((one) => revocable(one).length > 0),
    shed: phase !== 'over',
    delay: phase !== 'over',
    // A room has a host of its own: the main stage need not run.
    room_go: alive && (state?.rooms ?? []).some(({ own }) => own?.next != null),
  }
}
