import type { BeaconKind } from './beacon'
import type { Found } from './found'
import { reason } from './refused'
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
  /** What stays unproven, by the words of section 8 and some more. */
  readonly unproven: readonly Unproven[]
  /** The beacon it rests on: with `rehearsal` it proves nothing to outsiders. */
  readonly beacon: BeaconKind | null
  /** What was computed here; only when every check passed. */
  readonly found: Found | null
}

/** What no verifier can see. The first five are those of docs/proof.md section 8. */
export const ALWAYS = ['persons', 'order', 'keepers', 'one_log', 'silence'] as const
export type Unproven = (typeof ALWAYS)[number] | 'root' | 'last_freeze' | 'complete' | 'replay'

/** Thrown at the first check that fails. */
class Stopped extends Error {}

/** The checks of one verification, in their order. */
export class Checks {
  readonly done: Check[] = []
  /** What is being checked at this moment. */
  current: string | null = null
  beacon: BeaconKind | null = null

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

/** Run all checks of one verification to their report. Whatever is thrown becomes a failed check. */
export function* reporting(
  checks: Checks,
  more: readonly Unproven[],
  steps: () => Steps<Found>,
): Steps<Report> {
  let found: Found | null = null
  try {
    found = yield* steps()
  } catch (error) {
    if (!(error instanceof Stopped)) {
      checks.note('bundle', false, reason(error))
    }
  }
  return {
    ok: found !== null,
    checks: checks.done,
    unproven: [...ALWAYS, ...more],
    beacon: checks.beacon,
    found,
  }
}
