import type { Json } from '../json'
import { each, int, list, obj, or, orNull, str, text, word } from '../read'
import type * as api from './state-draws'

const NO_BEACON: api.Beacon = { kind: 'unknown', margin_ms: 0, late_ms: 0 }

/** What the state says of draws. A server without them says nothing, and then there are none. */
export function drawing(o: Json): api.Drawing {
  return {
    beacon: or(beacon, NO_BEACON)(o.beacon),
    draws: or(list(draw), [])(o.draws),
    given_up: or(list(givenUp), [])(o.given_up),
    waiting_draws: or(each(str), [])(o.waiting_draws),
    proposal: orNull(proposal)(o.proposal),
  }
}

/** What a window without stock has come to once its entries are fixed. */
export function frozen(value: unknown): api.Frozen {
  const o = obj(value)
  return { root: str(o.root), entries: int(o.entries), numbers: int(o.numbers) }
}

function beacon(value: unknown): api.Beacon {
  const o = obj(value)
  return {
    kind: word<api.BeaconKind>('quicknet', 'rehearsal', 'hall', 'unknown')(o.kind),
    margin_ms: or(int, 0)(o.margin_ms),
    late_ms: or(int, 0)(o.late_ms),
  }
}

const draw = (o: Json): api.Draw => ({
  number: int(o.number),
  segment: str(o.segment),
  kind: word<api.DrawKind>('rain', 'draw')(o.kind),
  state: word<api.DrawState>('opened', 'announced', 'void', 'committed')(o.state),
  round: or(int, 0)(o.round),
  round_at_ms: or(int, 0)(o.round_at_ms),
  committed_ms: int(o.committed_ms),
  opened_ms: orNull(int)(o.opened_ms),
  reason: or(str, '')(o.reason),
  root: str(o.root),
  entries: int(o.entries),
  numbers: int(o.numbers),
  paid_fen: or(int, 0)(o.paid_fen),
  returned_fen: or(int, 0)(o.returned_fen),
  pool_fen: or(int, 0)(o.pool_fen),
  winners: or(list(winner), [])(o.winners),
  alternates: or(each(str), [])(o.alternates),
  passed_over: or(each(int), [])(o.passed_over),
  units: orNull(units)(o.units),
})

function units(value: unknown): api.Draw['units'] {
  const o = obj(value)
  return { stock: int(o.stock), held: int(o.held) }
}

const winner = (o: Json): api.Winner => ({
  place: int(o.place),
  prize: str(o.prize),
  prize_title: text(o.prize_title),
  pseudonym: str(o.pseudonym),
})

const givenUp = (o: Json) => ({ segment: str(o.segment), reason: or(str, '')(o.reason) })

function proposal(value: unknown): api.Proposal {
  const o = obj(value)
  return { key: str(o.key), by: str(o.by), at_ms: int(o.at_ms) }
}
