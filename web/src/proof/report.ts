import type { BeaconKind } from './beacon'
import type { Found } from './found'
import { reason, Refused } from './refused'
import type { Steps } from './steps'

/** One thing that was checked. `detail` says what was found, or why it failed. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

/** What came of a verification. It ends with the first check that failed, if one did. */
export interface Report {
  readonly ok: boolean
  readonly checks: readonly Check[]
  readonly unproven: readonly Unproven[]
  /** The beacon it rests on: with `rehearsal` it proves nothing to outsiders. */
  readonly beacon: BeaconKind | null
  /** What was computed here; only when every check passed. */
  readonly found: Found | null
}

/**
 * What no verifier can see: whether viewers are persons; the order of arrival; whether a disk did
 * as promised (`disk`); whether the beacon's keepers colluded; whether all are shown one log; what
 * the operator kept silent. And what one file alone cannot show: who had won before, and that no
 * line was left out (`later`), that a window was not frozen anew or revoked (`untold`), that the
 * beacon was silent (`unheard`), that a root is the log's (`frozen`), that a leaf was counted in
 * (`kept`), that the show went by its rules (`replay`), that claims on guarantees are on the terms
 * of a sheet that cannot be read here (`terms`), that what auditors signed are these very goods, in
 * such a sheet (`audited`), that auditors' keys are their own (`auditors`), and that what approvers
 * signed is this very sheet and their keys are their own (`approvers`).
 */
export type Unproven =
  | 'persons'
  | 'arrival'
  | 'disk'
  | BeaconKind
  | 'one_log'
  | 'silence'
  | 'later'
  | 'untold'
  | 'unheard'
  | 'frozen'
  | 'kept'
  | 'replay'
  | 'terms'
  | 'audited'
  | 'auditors'
  | 'approvers'

/** Thrown at the first check that fails. */
class Stopped extends Error {}

/** The checks of one verification, in their order. */
export class Checks {
  readonly done: Check[] = []
  /** What is being checked at this moment. */
  current: string | null = null
  beacon: BeaconKind | null = null
  readonly unproven: Unproven[] = []

  /** Where the chance comes from is left to trust. */
  rest(kind: BeaconKind): void {
    this.beacon = kind
    this.unproven.push(kind)
  }

  note(name: string, ok: boolean, detail: string): void {
    this.done.push({ name, ok, detail })
  }

  /** Do one check; what it returns second is said with it. Stops everything when it fails. */
  *check<T>(name: string, step: () => readonly [T, string]): Steps<T> {
    return yield* this.long(name, function* () {
      return step()
    })
  }

  /** The same for a check that takes its time. */
  *long<T>(name: string, steps: () => Steps<readonly [T, string]>): Steps<T> {
    this.current = name
    yield
    try {
      const [value, detail] = yield* steps()
      this.note(name, true, detail)
      return value
    } catch (error) {
      this.note(name, false, reason(error))
      throw new Stopped()
    } finally {
      this.current = null
    }
  }
}

/** All checks of a part as one check of the whole. */
export function* part<T>(
  checks: Checks,
  name: string,
  steps: (inner: Checks) => Steps<readonly [T, string]>,
): Steps<T> {
  const inner = new Checks()
  return yield* checks.long(name, function* () {
    try {
      return yield* steps(inner)
    } catch (error) {
      const failed = inner.done.find(({ ok }) => !ok)
      throw failed ? new Refused(`${failed.name}: ${failed.detail}`) : error
    }
  })
}

/** Run all checks to their report. Whatever else is thrown becomes a failed check. */
export function* reporting(
  checks: Checks,
  steps: () => Steps<Found>,
): Steps<Report> {
  let found: Found | null = null
  try {
    found = yield* steps()
  } catch (error) {
    if (!(error instanceof Stopped)) {
      checks.note('encoding', false, reason(error))
    }
  }
  return {
    ok: found !== null,
    checks: checks.done,
    unproven: checks.unproven,
    beacon: checks.beacon,
    found,
  }
}
