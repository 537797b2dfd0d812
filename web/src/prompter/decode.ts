import { isStr } from 'gala-client/shapes'
import { bool, fitting, int, list, obj, orNull, str, text, word } from '../read'
import type { Json } from '../json'
import type { Next, OnAir, Phase, Segment, State, Time } from './state'

const phase = word<Phase>('on_air', 'held', 'panic', 'over', 'waiting')

const segment = (o: Json): Segment => ({
  id: str(o.id),
  title: text(o.title),
  words: orNull(text)(o.words),
  length_ms: int(o.length_ms),
})

const onAir = (value: unknown): OnAir => {
  const o = obj(value)
  return {
    ...segment(o),
    since_ms: int(o.since_ms),
    ends_at_ms: int(o.ends_at_ms),
    held_at_ms: orNull(int)(o.held_at_ms),
  }
}

const next = (value: unknown): Next => {
  const o = obj(value)
  return { ...segment(o), starts_ms: int(o.starts_ms), taking: bool(o.taking) }
}

function state(o: Json): State {
  const show = obj(o.show)
  return {
    type: 'prompter',
    title: text(show.title),
    utc_offset_min: int(show.utc_offset_min),
    rehearsal: bool(show.rehearsal),
    phase: phase(o.phase),
    on_air: orNull(onAir)(o.on_air),
    next: orNull(next)(o.next),
    messages: list((one) => ({ id: str(one.id), text: str(one.text) }))(o.messages),
    alerts: list((one) => ({
      id: str(one.id),
      said_ms: int(one.said_ms),
      term: str(one.term),
      say: text(one.say),
    }))(o.alerts),
  }
}

/** A message of the prompter's WebSocket; null when it is of a later version or does not fit. */
export function messageOf(data: unknown): State | Time | null {
  return isStr(data) ? fitting(message, data) : null
}

function message(value: unknown): State | Time | null {
  const o = obj(value)
  if (o.type === 'prompter') return state(o)
  return o.type === 'time' ? { type: 'time', now_ms: int(o.now_ms) } : null
}
