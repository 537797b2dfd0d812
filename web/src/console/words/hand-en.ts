import { count } from '../../format'
import type { hand as zh } from './hand-zh'

/** What the console says of windows under the director's hand, in English. */
export const hand: typeof zh = {
  of: (goods) => `What can be done to “${goods}”`,
  pause: 'Pause the window',
  resume: 'Go on',
  counting: 'Counting…',
  close: 'Close early',
  close_title: (goods) => `Close “${goods}” now?`,
  close_note: 'This opening ends for good. What was got stays good.',
  top_up: 'Add stock',
  top_up_title: (goods) => `Add stock to “${goods}”?`,
  top_up_note:
    'Takes two people. The reason is public: it goes into the log and the proof. An open window goes on as the next opening and closes when it would have.',
  top_up_second: (units, outlet, reason) =>
    `The other seat asks for ${units} more on ${outlet}. The reason, which is public: ${reason}`,
  units: 'Units',
  revoke: 'Revoke',
  revoke_of: (gen) => `Revoke opening ${count(gen)}`,
  revoke_title: (goods, gen) => `Revoke what opening ${count(gen)} of “${goods}” gave?`,
  revoke_note:
    'Takes two people. All units of this opening are void, and everybody who has one is shown the reason. The window ends. This cannot be taken back.',
  revoke_second: (reason) => `The other seat’s reason, which is public: ${reason}`,
  reason: 'The public reason',
  topped_up: (units, outlet, reason) => `${units} more on ${outlet}: ${reason}`,
  by: (by, second) => `${by}, ${second}`,
  revoked: (gen, sold, reason) => `Opening ${count(gen)} is revoked, ${sold} void: ${reason}`,
}
