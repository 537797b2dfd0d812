import type { Json } from '../json'
import { isStr } from 'gala-client/shapes'
import { roomsOf, visitOf } from './decode-rooms'
import { drawing, frozen } from './decode-draws'
import { alerts, captions } from './spoken/decode'
import { bool, fitting, int, list, obj, or, orNull, str, text, word } from '../read'
import type * as api from './state'
import type { DrawKind } from './state-draws'

const phase = word<api.Phase>('on_air', 'held', 'panic', 'over', 'waiting')
const segmentState = word<api.SegmentState>(
  'ready',
  'taking',
  'on_air',
  'done',
  'skipped',
  'pending',
)
const windowState = word<api.WindowState>(
  'armed',
  'open',
  'paused',
  'closed',
  'settled',
  'planned',
)

const segment = (o: Json): api.Segment => ({
  id: str(o.id),
  kind: str(o.kind),
  title: text(o.title),
  guests: list((g) => ({ role: text(g.role), count: int(g.count) }))(o.guests),
  notes: orNull(text)(o.notes),
  prompter: or(orNull(text), null)(o.prompter),
  state: segmentState(o.state),
  planned_start_ms: int(o.planned_start_ms),
  expected_start_ms: int(o.expected_start_ms),
  length_ms: int(o.length_ms),
  fixed: bool(o.fixed),
  back_timed: or(bool, false)(o.back_timed),
  spare_ms: orNull(int)(o.spare_ms),
  started_ms: orNull(int)(o.started_ms),
  ended_ms: orNull(int)(o.ended_ms),
  window: orNull(str)(o.window),
  filler_for: orNull(str)(o.filler_for),
  plan_b: orNull(str)(o.plan_b),
  draw: orNull(word<DrawKind>('rain', 'draw'))(o.draw),
})

const windowOutlet = (o: Json): api.WindowOutlet => ({
  outlet: str(o.outlet),
  stock: int(o.stock),
  sold: int(o.sold),
  void: or(int, 0)(o.void),
  opens_at_ms: orNull(int)(o.opens_at_ms),
  closes_at_ms: orNull(int)(o.closes_at_ms),
})

const opening = (o: Json): api.Opening => ({
  gen: int(o.gen),
  sold: int(o.sold),
  revoked: orNull(str)(o.revoked),
})

const outlet = (o: Json): api.Outlet => ({
  id: str(o.id),
  title: text(o.title),
  delay_ms: int(o.delay_ms),
  planned_ms: or(int, int(o.delay_ms))(o.planned_ms),
})

const topUp = (o: Json): api.TopUp => ({
  gen: int(o.gen),
  outlet: str(o.outlet),
  units: int(o.units),
  reason: str(o.reason),
  by: str(o.by),
  second: str(o.second),
})

const windowOf = (o: Json): api.Window => ({
  id: str(o.id),
  segment: str(o.segment),
  gen: int(o.gen),
  goods: text(o.goods),
  price_fen: int(o.price_fen),
  stocked: or(bool, true)(o.stocked),
  revocable: or(bool, or(bool, true)(o.stocked))(o.revocable),
  frozen: orNull(frozen)(o.frozen),
  state: windowState(o.state),
  counting: or(bool, false)(o.counting),
  openings: or(list(opening), [])(o.openings),
  top_ups: or(list(topUp), [])(o.top_ups),
  outlets: list(windowOutlet)(o.outlets),
})

const breaker = (value: unknown): api.Breaker => {
  const o = obj(value)
  return {
    spend_fen: int(o.spend_fen),
    given_fen: int(o.given_fen),
    open_fen: int(o.open_fen),
    coming_fen: int(o.coming_fen),
    held: orNull(str)(o.held),
    since_ms: orNull(int)(o.since_ms),
    call: text(o.call),
  }
}

const alarm = (o: Json): api.Alarm => ({
  of: str(o.of),
  figure: str(o.figure),
  said: int(o.said),
  counted: int(o.counted),
  text: text(o.text),
})

const onAir = (value: unknown): api.OnAir => {
  const o = obj(value)
  return {
    segment: str(o.segment),
    since_ms: int(o.since_ms),
    ends_at_ms: int(o.ends_at_ms),
    held_at_ms: orNull(int)(o.held_at_ms),
  }
}

const taking = (value: unknown) => {
  const o = obj(value)
  return {
    segment: str(o.segment),
    present_at_ms: int(o.present_at_ms),
    by_hand: bool(o.by_hand),
  }
}

function state(o: Json): api.ShowState {
  const show = obj(o.show)
  return {
    type: 'state',
    show: {
      id: str(show.id),
      title: text(show.title),
      pace_milli: int(show.pace_milli),
      utc_offset_min: int(show.utc_offset_min),
      rehearsal: bool(show.rehearsal),
    },
    phase: phase(o.phase),
    mode: word('auto', 'manual')(o.mode),
    shedding: or(int, 0)(o.shedding),
    epoch: int(o.epoch),
    holder: orNull(str)(o.holder) ?? '',
    seq: int(o.seq),
    loaded_seq: int(o.loaded_seq),
    origin_ms: int(o.origin_ms),
    ends_ms: int(o.ends_ms),
    over_ms: int(o.over_ms),
    on_air: orNull(onAir)(o.on_air),
    taking: orNull(taking)(o.taking),
    standby: orNull(str)(o.standby),
    ready: bool(o.ready),
    outlets: list(outlet)(o.outlets),
    ...roomsOf(o),
    segments: list(segment)(o.segments),
    windows: list(windowOf)(o.windows),
    breaker: or(orNull(breaker), null)(o.breaker),
    alarms: or(list(alarm), [])(o.alarms),
    ...drawing(o),
  }
}

const edge = (o: Json): api.Edge => ({
  id: str(o.id),
  viewers: int(o.viewers),
  behind: int(o.behind),
  seq: int(o.seq),
  sweep_us: int(o.sweep_us),
  level: or(int, 0)(o.level),
  lag_ms: or(int, 0)(o.lag_ms),
  age_ms: int(o.age_ms),
})

const hearts = (value: unknown): api.Hearts => {
  const o = obj(value)
  return { segment: str(o.segment), count: int(o.count), rate: int(o.rate) }
}

const flag = (o: Json): api.Flag => ({
  segment: str(o.segment),
  reason: str(o.reason),
  count: int(o.count),
  alert: or(bool, false)(o.alert),
})

const skew = (o: Json): api.Skew => ({
  outlet: str(o.outlet),
  viewers: int(o.viewers),
  unsure: int(o.unsure),
  p50_ms: orNull(int)(o.p50_ms),
  p99_ms: orNull(int)(o.p99_ms),
})

const windowTick = (o: Json): api.WindowTick => ({
  id: str(o.id),
  gen: int(o.gen),
  sold: list((x) => ({ outlet: str(x.outlet), sold: int(x.sold) }))(o.sold),
  turned_away: int(o.turned_away),
  rate: int(o.rate),
})

const store = (o: Json): api.StoreState => ({
  type: 'store',
  promised: str(o.promised),
  in_force: orNull(str)(o.in_force),
  kept: bool(o.kept),
  why: str(o.why),
})

const clocks = (o: Json): api.ClocksState => ({
  type: 'clocks',
  away: list((x) => ({
    node: str(x.node),
    than: str(x.than),
    ahead_ms: int(x.ahead_ms),
    unsure_ms: int(x.unsure_ms),
  }))(o.away),
  set: list((x) => ({
    node: str(x.node),
    by_ms: int(x.by_ms),
    unsure_ms: int(x.unsure_ms),
  }))(o.set),
})

function tick(o: Json): api.Tick {
  const store = obj(o.store)
  return {
    type: 'tick',
    now_ms: int(o.now_ms),
    viewers: list((x) => ({ outlet: str(x.outlet), count: int(x.count) }))(o.viewers),
    total: int(o.total),
    edges: list(edge)(o.edges),
    skew: or(list(skew), [])(o.skew),
    ...visitOf(o),
    hearts: or(orNull(hearts), null)(o.hearts),
    flags: or(list(flag), [])(o.flags),
    windows: list(windowTick)(o.windows),
    store: { late_ms: int(store.late_ms) },
  }
}

/** A message of the live WebSocket; null when it is of a later version or does not fit. */
export function messageOf(data: unknown): api.Message | null {
  return isStr(data) ? fitting(message, data) : null
}

function message(value: unknown): api.Message | null {
  const o = obj(value)
  if (o.type === 'state') return state(o)
  if (o.type === 'store') return store(o)
  if (o.type === 'clocks') return clocks(o)
  if (o.type === 'alerts') return alerts(o)
  if (o.type === 'captions') return captions(o)
  return o.type === 'tick' ? tick(o) : null
}
