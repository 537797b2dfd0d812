import { count } from '../../format'
import { promised } from '../../promise'
import type { LotWords } from './zh-lots'

const numbers = (unit: number, quantity: number) =>
  quantity === 1
    ? `number ${count(unit)}`
    : `numbers ${count(unit)}–${count(unit + quantity - 1)}`

const times = (n: number, one: string, more: string) => `${count(n)} ${n === 1 ? one : more}`
const chances = (n: number) => times(n, 'chance', 'chances')

/** The same in English: a key missing here fails `tsc`. */
export const enLots: LotWords = {
  numbers,
  ticket: (unit, quantity) => numbers(unit, quantity).replace('n', 'N'),
  code: 'Your code tonight',
  code_note: 'Winners are announced by it. Nobody can find you from it.',
  root: 'Root of the entries',
  frozen: (entries) => `${count(entries)} entered; the entries are fixed`,
  frozen_note: 'One entry more or less from here on would change every digit of it.',
  beacon: {
    quicknet: 'the public beacon drand quicknet',
    rehearsal: 'the rehearsal beacon',
    hall: 'the hall',
  },
  rehearsal_note: 'Rehearsal beacon: proves nothing to outsiders',
  decided_by: (round, beacon) => [
    `Decided by round ${count(round)} of ${beacon},`,
    'which does not exist yet',
  ],
  decided_by_hall: ['Decided by what is drawn in the hall', 'before everybody’s eyes'],
  round_in: 'The round comes in',
  round_here: 'The round has come. Opening…',
  in_draw: (unit, quantity) => `Among all entries: ${numbers(unit, quantity)}`,
  computing: 'Computing on this phone…',
  computed: 'Computed on this phone',
  unavailable: 'What is needed to compute this here cannot be fetched now. We keep trying.',
  refused: 'What this phone computes is not what was announced. Do not trust this result.',
  other_keys:
    'This site now publishes other keys than this phone saw first, so the old ones do not fit.',
  use_other_keys: 'Use the new keys',
  proof_link: 'See the whole proof',
  voided: {
    late: 'The beacon did not come in time, so this one is void. The same entries get another.',
    called_off: 'Two people called this one off together, before its round had come.',
    other: 'This one is void.',
  },
  rain: {
    pool: 'In the pool',
    packets: 'Packets',
    each: 'Each',
    range: (least, most) => `${least} to ${most}`,
    field: 'Red packets are falling: tap them, or use the button below',
    left: (left) => `${left} left`,
    caught: (n, most) => `${n} / ${most}`,
    caught_label: (n, most) => `${n} caught of at most ${most}`,
    theatre: 'You have all that one can have: tapping faster gets nobody more.',
    catch: 'Catch one',
    catch_more: (n, most) => `Catch one more (${n} of ${most})`,
    press: {
      unannounced: 'The rain is about to come',
      coming: (left) => `Begins in ${left}`,
      asking: 'Handing in…',
      pending: 'Still being recorded…',
      too_early: 'Handing in again on time',
      sold_out: 'The rain is over',
      paused: 'The rain is paused',
      closed: 'The rain is over',
      not_eligible: 'Not for you yet',
      unknown: 'No such rain',
    },
    claim: {
      idle: (most) =>
        most === 1
          ? 'Catch one and you have a chance. Tapping faster gets nobody more.'
          : `Each one caught is a chance, at most ${most} each. Tapping faster gets nobody more.`,
      catching: (n, most) =>
        `${n} caught of at most ${most}. They are handed in by themselves before the rain ends.`,
      sent: 'Handed in. Your chances are being recorded.',
      sent_offline: 'The line is down. What you caught is kept and handed in again.',
      pending: 'Pending: this is not a no. We keep asking until there is an answer.',
      too_early: 'A little early. It is handed in again on time.',
      sold_out: 'The rain is over, and no chance of yours was recorded.',
      paused: 'The rain is paused and will go on.',
      closed: 'The rain is over, and no chance of yours was recorded.',
      not_eligible: 'This rain is for those named above.',
      unknown: 'The server knows no such rain.',
      won: (unit, quantity) =>
        `You have ${chances(quantity)}: ${numbers(unit, quantity)} of your outlet`,
    },
    after_close: 'After the rain a beacon decides the amounts. Nobody can know them before.',
    entries: (people, all) => `${times(people, 'viewer', 'viewers')} with ${chances(all)}, fixed`,
    not_in: 'You caught no packet in this one.',
    mine: 'Your packet',
    mine_more: (n) => times(n, 'packet', 'packets'),
    none: 'No packet this time: there were more chances than packets, so lots were drawn.',
    sums: (paid, back, pool) => `paid ${paid} + returned ${back} = pool ${pool}`,
    opened: (n) => `Everybody opened ${times(n, 'packet', 'packets')} together`,
    given_up: {
      empty: 'Nobody caught a packet. The whole pool is returned.',
      late: 'The beacon did not come in time, three times. The whole pool is returned.',
      over: 'The night is over. The whole pool is returned.',
      other: 'This rain came to nothing. The whole pool is returned.',
    },
  },
  draw: {
    enter: 'Enter the draw',
    press: {
      unannounced: 'Entry is about to open',
      coming: (left) => `Entry opens in ${left}`,
      asking: 'Entering…',
      pending: 'Still being recorded…',
      too_early: 'Entering again on time',
      sold_out: 'Entry is closed',
      paused: 'Entry is paused',
      closed: 'Entry is closed',
      not_eligible: 'Not for you yet',
      unknown: 'No such draw',
    },
    claim: {
      idle: 'One entry each. Early or late, pressed once or often: the chance is the same.',
      sent: 'Sent, and being recorded. Early or late, the chance is the same.',
      sent_offline: 'The line is down. Your entry is kept and sent again under the same number.',
      pending: 'Pending: this is not a no. We keep asking until there is an answer.',
      too_early: 'A little early. You are entered on time; no need to press.',
      sold_out: 'Entry is closed, and you were not entered.',
      paused: 'Entry is paused. Enter when it goes on.',
      closed: 'Entry is closed, and you were not entered.',
      not_eligible: 'This draw is for those named above.',
      unknown: 'The server knows no such draw.',
      won: (unit, weight) =>
        weight === 1
          ? `You are entered: ${numbers(unit, 1)} of your outlet`
          : `You are entered with weight ${count(weight)}: ${numbers(unit, weight)} of your outlet`,
    },
    closes_in: (left) => `closes in ${left}`,
    none_entered: 'This one draws from those who entered earlier.',
    terms: 'Terms of the draws',
    alternates: (n) => `and ${times(n, 'alternate', 'alternates')}`,
    sealed: ['Computed on this phone;', 'sealed until the host opens the envelope'],
    announced: 'The host has opened the envelope',
    result: {
      drawn: (prize) => `You were drawn: ${prize}`,
      won: (prize) => `You won: ${prize}`,
      alternate: (no) => `You are alternate no. ${no}`,
      alternate_note: 'Alternates follow in order when a winner cannot have the prize.',
      none: 'Not you this time',
      passed_over: 'You were drawn, but the prize went to the next',
      passed_over_note: 'The reason is in the whole proof.',
      not_in: 'You are not in this draw',
    },
    winners: 'Winners',
    alternate: 'Alternate',
    you: 'you',
    more: (n) => `${count(n)} more in the whole proof`,
    contradicts: 'The winners announced are not those that this phone computed. Do not trust them.',
    given_up: {
      empty: 'There is nobody left to draw from. Nothing more is drawn here.',
      late: 'The beacon did not come in time, three times. Nothing more is drawn here.',
      over: 'The night is over. Nothing more is drawn here.',
      other: 'Nothing more is drawn here.',
    },
  },
  lot: {
    enter: (price) => `Enter, to buy one at ${price} if drawn`,
    press: {
      unannounced: 'Entry is about to open',
      coming: (left) => `Entry opens in ${left}`,
      asking: 'Entering…',
      pending: 'Still being recorded…',
      too_early: 'Entering again on time',
      sold_out: 'Entry is closed',
      paused: 'Entry is paused',
      closed: 'Entry is closed',
      not_eligible: 'Not for you yet',
      unknown: 'No such seckill',
    },
    claim: {
      idle: 'This one goes by lot. One entry each: early or late, pressed once or often, the chance is the same.',
      sent: 'Sent, and being recorded. Early or late, the chance is the same.',
      sent_offline: 'The line is down. Your entry is kept and sent again under the same number.',
      pending: 'Pending: this is not a no. We keep asking until there is an answer.',
      too_early: 'A little early. You are entered on time; no need to press.',
      sold_out: 'Entry is closed, and you were not entered.',
      paused: 'Entry is paused. Enter when it goes on.',
      closed: 'Entry is closed, and you were not entered.',
      not_eligible: 'This one is for those named above.',
      unknown: 'The server knows no such seckill.',
      won: (unit, weight) =>
        weight === 1
          ? `You are entered: ${numbers(unit, 1)} of your outlet. It is drawn after the close, and told here.`
          : `You are entered with weight ${count(weight)}: ${numbers(unit, weight)} of your outlet. It is drawn after the close, and told here.`,
    },
    rule: 'By lot: being first gains nothing',
    here: (units) => `${times(units, 'unit', 'units')} for your outlet, drawn among those who enter there`,
    none_here: 'Your outlet has none in stock: an entry here cannot be drawn.',
    waitlist: (n) => `and ${times(n, 'place', 'places')} on the waiting list`,
    closes_in: (left) => `closes in ${left}`,
    sealed: ['Computed on this phone;', 'waiting for the host to announce it'],
    announced: 'The outcome is announced',
    odds: (units, entries) =>
      units >= entries
        ? `Your outlet: ${times(units, 'unit', 'units')} for ${times(entries, 'entry', 'entries')}, so everybody has one`
        : `Your outlet: ${times(units, 'unit', 'units')} for ${times(entries, 'entry', 'entries')}`,
    odds_weighed: (units, all) =>
      `Your outlet: ${times(units, 'unit', 'units')} for ${count(all)} numbers; your weight is how many you have`,
    returned: (n) => `${times(n, 'unit', 'units')} more than entries: returned`,
    result: {
      drawn: () => 'You were drawn: one is yours',
      won: () => 'You have one',
      alternate: (no) => `Not drawn this time; you are no. ${no} on your outlet’s waiting list`,
      alternate_note: 'When a unit comes free it goes to the next in the drawn order.',
      none: 'Not you this time',
      passed_over: 'You were drawn, but the unit went to the next',
      passed_over_note: 'The reason is in the whole proof.',
      not_in: 'You did not enter this one',
    },
    winners: 'Drawn',
    alternate: 'Waiting',
    contradicts: 'The names announced are not those that this phone computed. Do not trust them.',
    given_up: {
      empty: 'Nobody entered. Everything is returned.',
      late: 'The beacon did not come in time, three times. Nothing is drawn, everything is returned.',
      over: 'The night is over. Nothing is drawn, everything is returned.',
      other: 'Nothing is drawn, everything is returned.',
    },
  },
  wallet: {
    of: { seckill: 'Receipt', rain: 'Red-packet chances', draw: 'Draw entry', lot: 'Seckill entry' },
    chances,
    entry: (weight) => (weight === 1 ? 'One entry' : `Weight ${count(weight)}`),
    waiting: 'Not opened yet',
    checked: {
      checking: 'Being checked on this phone…',
      so: 'Checked on this phone',
      refused: 'The signature does not hold',
      other_keys: 'Not checked: the keys have changed',
      unavailable: 'Not checked yet: the keys cannot be fetched',
      no_proof: 'Came without a signature',
    },
    promise: (text) => `You were told when it was ${promised(text, 'en')}`,
    another_night: 'Not of this night, so not checked',
    save: 'Save this receipt',
    save_failed: 'The name of the night cannot be fetched now. Try again later.',
  },
}
