import type { Json } from '../../json'
import { bool, int, list, obj, or, orNull, str, text, word } from '../../read'
import type { Alert, AlertsState, CaptionsState, Decided, Verdict } from './state'

const decided = (value: unknown): Decided => {
  const o = obj(value)
  return {
    verdict: word<Verdict>('no_claim', 'evidence', 'corrected')(o.verdict),
    by: str(o.by),
    at_ms: int(o.at_ms),
  }
}

const alert = (o: Json): Alert => ({
  id: str(o.id),
  said_ms: int(o.said_ms),
  segment: orNull(str)(o.segment),
  speaker: or(str, '')(o.speaker),
  rule: str(o.rule),
  name: text(o.name),
  term: str(o.term),
  sentence: str(o.sentence),
  hint: text(o.hint),
  decided: orNull(decided)(o.decided),
})

export const alerts = (o: Json): AlertsState => ({
  type: 'alerts',
  open: int(o.open),
  alerts: list(alert)(o.alerts),
  messages: list((one) => ({ id: str(one.id), text: str(one.text), by: str(one.by) }))(o.messages),
})

export const captions = (o: Json): CaptionsState => ({
  type: 'captions',
  speaker: or(str, '')(o.speaker),
  text: str(o.text),
  final: bool(o.final),
  at_ms: int(o.at_ms),
})
