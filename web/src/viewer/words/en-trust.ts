import { count, yuan } from '../../format'
import type { Offered } from '../trust/api'
import type { zhTrust } from './zh-trust'

const SEATS: Readonly<Record<string, string>> = {
  director: 'the director',
  second: 'the second seat',
  viewer: 'you',
}

/** The same in English. */
export const enTrust: typeof zhTrust = {
  title: 'What these goods are guaranteed by',
  for_tier: (tiers) => `for ${tiers}`,
  begin: 'Claim on a guarantee',
  cancel: 'Not now',
  which: 'Which guarantee',
  said: 'What happened',
  said_note: 'Only the staff who decide see this. Please leave out phone numbers and addresses.',
  files: 'Pictures or other files (if you like, up to 5)',
  choose_files: 'Choose files',
  files_note: 'They stay on your phone. We note their fingerprints and ask to see them if need be.',
  file_large: 'A file was too large or could not be read; it is left out.',
  fingerprint: (n) => (n === 1 ? '1 file’s fingerprint noted' : `${count(n)} files’ fingerprints noted`),
  send: 'File the claim',
  sending: 'Filing…',
  worth: (offer) => worth(offer),
  days: (days) => `within ${count(days)} days of the purchase`,
  word: (merchant, by, on) => `The word of ${merchant}, given on ${on} (${by})`,
  not_yours: 'Your ticket has no such tier of the trust card.',
  nothing_left: 'Every guarantee of this receipt has been claimed.',
  one_each:
    'Each receipt has one claim on each guarantee. The decision and its reason are public under your code; what you write is not.',
  use: 'Use this coupon',
  use_once: 'It can be used once. Use it when you pay.',
  use_sure: 'Use it now',
  use_later: 'Later',
  used: (fen, when) => `Used, ${yuan(fen)} off · ${when}`,
  number: (claim) => `No. ${claim.slice(0, 8)}`,
  state: {
    filed: 'Filed, being looked at',
    met: 'Met',
    refused: 'Refused',
  },
  filed_at: (when) => `filed ${when}`,
  met_with: (fen) => `${yuan(fen)} to be paid`,
  decided: (by, when) => `by ${SEATS[by] ?? by} · ${when}`,
  reason: (reason) => `Reason: ${reason}`,
  after: 'You can claim and look here after the night, too.',
  codes: {
    no_answer: 'No answer came. Press again: the same claim counts once.',
    no_receipt: 'This receipt cannot be had whole just now. Try again in a moment.',
    unknown: 'It was not done. Try again in a moment.',
  },
}

function worth({ limit_fen, times }: Offered): string {
  if (times > 0 && limit_fen > 0) return `${times} times what you paid, at most ${yuan(limit_fen)}`
  if (times > 0) return `${times} times what you paid`
  return `at most ${yuan(limit_fen)}`
}
