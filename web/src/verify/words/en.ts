import { count } from '../../format'
import { promised } from '../../promise'
import type { Words } from './zh'

/** The same in English: a key missing here fails `tsc`. */
export const en: Words = {
  page: 'Verify',
  title: 'The night, computed again',
  lead: 'Every outcome of draws, red-packet rains and seckills can be computed again by anyone, on their own device. No file leaves this one.',
  other_lang: '中文',
  other_lang_label: '切换到中文',
  skip: 'Skip to the result',

  drop: 'Drop a proof here',
  drop_note: 'One or several proof files, or the whole folder of a record.',
  choose_files: 'Choose files',
  choose_folder: 'Choose a folder',
  link: 'Or paste a link to a proof on this site',
  link_hint: '/proof/draw/1.json',
  open: 'Open',
  again: 'Verify something else',

  notes: {
    no_link: 'This is not a link.',
    not_there: 'There is no proof at this link. A draw has one once it has been opened.',
    bad_pins: 'This pins.json is not whole; it was not taken.',
    new_pins: 'The keys you gave are in use now, and kept on this device.',
    empty: 'There is no file in it.',
  },
  elsewhere: (host) =>
    `This page can read files of its own site only, not of ${host}. Download that file and drop it here.`,

  keys: 'The organiser’s public keys',
  keys_print: 'Fingerprint',
  keys_note:
    'Only the keys kept on this device count, never those that a file names. Compare the fingerprint with the stage screen. To use others, drop their pins.json.',
  keys_loading: 'Fetching the keys…',
  keys_none: 'There are no keys yet, so nothing can be verified. Drop the pins.json that the organiser publishes.',
  keys_differ: 'Warning: the keys of this site are not the ones kept since your first visit!',
  keys_came: 'Warning: other keys came along with these files. They are not in use.',
  keys_differ_note:
    'It may be another gala; it may be an impostor. Nothing changes unless you choose it. First compare with the fingerprint on the stage screen, or the one that the organiser publishes.',
  keys_kept: 'Kept',
  keys_other: 'Others',
  keys_stay: 'Change nothing',
  keys_switch: 'Use the others',

  tasks: 'Files verified',
  checking: 'Computing…',
  proven: 'Proven',
  not_proven: 'Not proven',
  rehearsed: 'Computed right, but only a rehearsal',
  took: (ms) => `took ${count(Math.max(1, Math.round(ms)))} ms on this device`,
  verdict: {
    draw: 'The winners follow from entries that were frozen, a beacon round that was named and a key that was committed to beforehand. This device computed the very same ones.',
    rain: 'What is in each packet, and whose it is, follows from what was fixed beforehand. This device split the whole pool again, and it fits to the fen.',
    voided: 'This draw was voided, for a reason and at a time that the rules allow. Its number stays in the log.',
    window: 'Every unit of the window is here, and they make up exactly the total and the root that the log froze.',
    entry: 'This entry is in this tree, and the numbers below are its own.',
    receipt: 'The organiser did sign this receipt. Should the frozen entries lack it, the receipt is the evidence.',
    record: 'The record of the night fits together: every file, log line, receipt, tree and draw was computed again.',
  },
  failed_at: (title) => `Failed: ${title}`,
  failed_means: 'Rely on nothing in this file. It may be damaged, altered, or of another night.',
  rehearsal: 'Rehearsal beacon: proves nothing to outsiders',
  rehearsal_note:
    'The organiser runs this beacon and can know its words beforehand. Rehearsals and demonstrations use it; a real draw should not.',

  checks: 'Check by check',
  pending: 'Not checked yet',
  check_ok: 'passed',
  check_bad: 'failed',
  detail: 'Detail',
  unproven: 'What this does not prove',
  gaps: {
    persons: 'That each viewer is one person: tickets and eligibility are the platform’s word.',
    arrival: 'Who came first in a seckill: the store’s clock is the organiser’s.',
    disk: 'That a disk did as promised: what was on disks before you were told is the organiser’s word. A signed receipt shows what a store has lost.',
    quicknet:
      'That the beacon’s keepers did not collude: with drand, enough of its members together.',
    rehearsal: 'Anything to outsiders: the organiser runs the rehearsal beacon.',
    hall: 'That this is what fell on the stage: as good as the eyes of those present.',
    one_log: 'That everybody is shown one log: compare the root on the stage screen with yours.',
    silence: 'That the organiser kept nothing back: a draw that is not opened is visible as such.',
    untold: 'That no line is left out here, freezing the window anew or revoking what it gave: the record of the night shows it.',
    later: 'That no line is left out here, passing over a winner or freezing the entries anew, and that those without a part had won before: the record of the night shows it.',
    frozen: 'That this root is the one in the log: compare it with the one in a draw’s proof, or in the record of the night.',
    kept: 'That the receipt was counted in: compare it with the proof of its entry.',
    unheard: 'That the beacon’s word did not come in time: whoever keeps its rounds can look. A false “late” would be another throw.',
    terms: 'That claims on guarantees are on the terms and within the quotas of the run sheet: this page cannot read this sheet; gala verify does.',
    auditors: 'That what the auditors signed are these very goods: gala verify makes their texts again. And that each key is the auditor’s own: the run sheet names it.',
    replay: 'That the show went by its rules: gala replay and gala verify run the rules again.',
  },

  draw: (number) => `Draw ${count(number)}`,
  rain: (number) => `Draw ${count(number)}: red-packet rain`,
  segment: 'Segment',
  window: 'Window',
  entries: (entries, numbers) =>
    entries === numbers ? count(entries) : `${count(entries)}, with ${count(numbers)} numbers`,
  entered: 'Entries',
  root: 'Root of the frozen entries',
  log_root: 'Root of the log',
  round: 'Round',
  round_at: (round, time) => `${count(round)} (${time})`,
  no_round: 'none',
  beacon: 'Beacon',
  beacons: { quicknet: 'drand quicknet', rehearsal: 'rehearsal', hall: 'drawn in the hall' },
  word: 'The beacon’s word',
  committed: 'Committed',
  winners: 'Winners, as computed here',
  place: (place) => `Place ${count(place + 1)}`,
  alternate: 'alternate',
  passed: (reason) => `passed over: ${reason}`,
  nobody: 'Nobody',
  worth: (value) => `worth ${value}`,
  unit_at: (price) => `a unit at ${price}`,
  more: (n) => `Show ${count(n)} more`,
  voided: 'Voided',
  void_reasons: { late: 'the beacon was too late', empty: 'there was no entry' },
  announced: 'Announced on stage',
  not_announced: 'Not announced on stage yet',

  pool: 'Pool',
  paid: 'Paid',
  returned: 'Returned',
  pool_sum: 'paid + returned = pool',
  packets_opened: (opened, packets) => `${count(opened)} of ${count(packets)} packets opened`,
  sizes: 'Sizes of the packets',
  sizes_are: (least, middle, most) => `least ${least}, median ${middle}, most ${most}`,
  bar: (n, from, to) => `${from} to ${to}: ${count(n)}`,

  outlet: 'Outlet',
  given: 'Given',
  declared: 'Declared',
  unsold: 'Unsold',
  leaves: (n) => `${count(n)} leaves`,
  owner: 'Owner',
  unit: 'Unit',
  quantity: 'Quantity',
  numbers: 'Numbers',
  price: 'Price',
  at: 'At',
  batch: 'Batch',
  night: 'Night',
  root_of_night: 'Line 0 of its log',
  promise: 'Its answer came when it was',
  promised: (text) => promised(text, 'en'),
  nobody_got: 'This unit was not sold',

  record_figures: (files, claims, batches) =>
    `${count(files)} files, ${count(claims)} receipts in ${count(batches)} signed batches`,
  record_draws: 'Draws and rains',
  record_windows: 'Frozen windows',
  record_voided: 'Revoked',
  voided_units: (window, gen, units, reason) =>
    `${window}, opening ${count(gen)}: ${count(units)} ${units === 1 ? 'unit is' : 'units are'} void. ${reason}`,
  record_guarantees: 'Claims on guarantees',
  guarantees_are: (claims, met, refused, open, money) =>
    `${count(claims)}: ${count(met)} met with ${money}, ${count(refused)} refused, ${count(open)} open`,
  prizes_held: (n) => (n === 1 ? '1 prize won' : `${count(n)} prizes won`),

  find: 'Find my entry',
  find_label: 'Your short code, your whole code, or the whole leaf of a receipt',
  find_hint: '7F3A·91C2',
  find_go: 'Find',
  find_none: 'This code is not in here.',
  find_rain:
    'The proof of a rain has no codes in it. Give the whole leaf of your receipt, or open this page on the device that caught the packets.',
  find_own: 'Receipts on this device',
  hit: {
    prize: (draw, place, prize) => `Draw ${count(draw)}: ${place}, won ${prize}`,
    alternate: (draw, place) => `Draw ${count(draw)}: ${place}, an alternate`,
    passed: (draw, place) => `Draw ${count(draw)}: ${place}, passed over for the next one`,
    not_drawn: (draw) => `Draw ${count(draw)}: not drawn`,
    packets: (draw, chances, packets, money) =>
      `Draw ${count(draw)}: ${chances === 1 ? '1 chance' : `${count(chances)} chances`}, ${packets === 1 ? '1 packet' : `${count(packets)} packets`}, ${money} together`,
    leaf: (window, outlet, unit, quantity) =>
      quantity === 1
        ? `${window}: unit ${count(unit)} of outlet ${outlet}`
        : `${window}: units ${count(unit)} to ${count(unit + quantity - 1)} of outlet ${outlet}`,
  },

  check: {
    encoding: {
      title: 'Its writing',
      means: 'There is one way to write the file; any changed byte would show.',
      broken: 'This is no proof, or it was altered.',
    },
    bundle: {
      title: 'Complete',
      means: 'All that belongs in the file is there, and nothing else.',
      broken: 'Something is missing from the file, or too much.',
    },
    'checkpoint signature': {
      title: 'Signature of the checkpoint',
      means: 'The organiser’s log key has signed the length and the root of this log.',
      broken: 'The signature is not by the key you keep: another night, or a forgery.',
    },
    'log path': {
      title: 'In the log',
      means: 'Every line stands in the signed log, at its place.',
      broken: 'A line is not in the log that the organiser signed.',
    },
    lines: {
      title: 'Content of the lines',
      means: 'Each line is written in its one way, and its hash covers all of it.',
      broken: 'A line is not as it should be.',
    },
    story: {
      title: 'Order of events',
      means: 'First the entries were frozen, then came the commitment, then the outcome.',
      broken: 'The lines cannot have happened in this order.',
    },
    manifest: {
      title: 'Commitment',
      means: 'Prizes, rules, key and beacon were fixed before anything was opened.',
      broken: 'The commitment does not agree with the log or the keys.',
    },
    'frozen entries': {
      title: 'Frozen entries',
      means: 'The draw is from the very entries that the log froze: nobody came in or went.',
      broken: 'The commitment is about other entries than the log froze.',
    },
    round: {
      title: 'Beacon round',
      means: 'The round follows from the instant of the commitment; its word did not exist then.',
      broken: 'It is not the round that the rules give: its word may have been known.',
    },
    outcome: {
      title: 'An outcome',
      means: 'The draw was opened, or voided with a trace in the log.',
      broken: 'In this log the draw is neither opened nor voided.',
    },
    void: {
      title: 'Voided in time',
      means: 'It was voided when the rules allow it: beacon too late, or called off before the round.',
      broken: 'It was voided at the wrong time: perhaps somebody disliked the outcome.',
    },
    beacon: {
      title: 'The beacon’s word',
      means: 'The beacon did say this in this round.',
      broken: 'The beacon did not say this.',
    },
    'vrf proof': {
      title: 'The organiser’s half',
      means: 'What the organiser adds has one possible value; there is nothing to choose.',
      broken: 'What the organiser added is not the one possible value.',
    },
    places: {
      title: 'Places',
      means: 'Drawn again from the seed, one by one: each place is its number’s owner.',
      broken: 'Those named are not the ones that the seed draws.',
    },
    packets: {
      title: 'Packets',
      means: 'The pool was split again from the seed: amounts, owners and totals agree.',
      broken: 'The pool was split otherwise than the seed says.',
    },
    'passed over': {
      title: 'Passed over',
      means: 'Whoever may not have a prize was followed by the next one, with a logged reason.',
      broken: 'Somebody was passed over against the rules.',
    },
    'frozen tree': {
      title: 'Frozen tree',
      means: 'Built again from all its leaves, the tree has the root and total of the log.',
      broken: 'These leaves do not make the tree of the log.',
    },
    'sum path': {
      title: 'Path of sums',
      means: 'The leaf leads up to the root, and on the way come the numbers that it owns.',
      broken: 'This leaf does not lead to this root.',
    },
    'receipt signature': {
      title: 'Signature of the receipt',
      means: 'The organiser’s receipts key has signed the batch that this receipt is in.',
      broken: 'The signature is not by the key you keep: do not trust this receipt.',
    },
    record: {
      title: 'List of files',
      means: 'The record brings a list of its files, written in the one possible way.',
      broken: 'The list is missing or was altered.',
    },
    'record signature': {
      title: 'Signature of the list',
      means: 'The log key has signed the list.',
      broken: 'The list is not signed by the key you keep.',
    },
    files: {
      title: 'Every file',
      means: 'Each file has its size and digest; none is missing, none too many.',
      broken: 'A file was altered, is missing, or is one too many.',
    },
    log: {
      title: 'The whole log',
      means: 'Each line holds the one before it, from the first on, without a gap.',
      broken: 'The log is broken somewhere, or names other keys.',
    },
    checkpoint: {
      title: 'Checkpoint',
      means: 'The signed checkpoint is over the whole log.',
      broken: 'The checkpoint is over another log.',
    },
    origin: {
      title: 'One night',
      means: 'List and log are of the same night.',
      broken: 'List and log are of different nights.',
    },
    claims: {
      title: 'All that was given',
      means: 'It is one chain in the order of giving, and no unit is left out.',
      broken: 'The chain is broken, or a unit is left out.',
    },
    receipts: {
      title: 'Receipts',
      means: 'Everything given is in a signed batch, in the same order.',
      broken: 'A batch does not agree with what was given.',
    },
    window: {
      title: 'Window',
      means: 'The tree built from the receipts is the one that the log froze.',
      broken: 'The tree built from the receipts is not the one that the log froze.',
    },
    'topped up': {
      title: 'More stock',
      means: 'Stock that was added by hand is in the frozen tree, with who added it and why.',
      broken: 'A frozen tree is over another stock than was declared and added.',
    },
    revoked: {
      title: 'Revoked',
      means: 'Two people have withdrawn what these openings gave. It is counted, and void.',
      broken: 'An opening was revoked more than once.',
    },
    numbers: {
      title: 'Numbers without gaps',
      means: 'Draws count up from 1: none was hidden.',
      broken: 'A number is missing, or a draw goes on that never began.',
    },
    draw: {
      title: 'Draw',
      means: 'Drawn again from the frozen entries and the beacon’s word: the same outcome.',
      broken: 'Drawn again, it comes out otherwise.',
    },
    bundles: {
      title: 'Proofs complete',
      means: 'Every draw and every seckill has its proof file.',
      broken: 'A proof file is missing, or one too many.',
    },
    'bundle file': {
      title: 'Proof file',
      means: 'It holds by itself, and tells exactly the lines of the log.',
      broken: 'The proof file does not agree with the log.',
    },
    guarantees: {
      title: 'Claims on guarantees',
      means: 'Each leans on a unit that was given, on the terms of the run sheet; a receipt has one claim on each guarantee; each was decided after it came, once, for no more than it may be worth and within the quota.',
      broken: 'A claim or a decision is there that cannot be.',
    },
    audits: {
      title: 'Audit before air',
      means: 'Auditors whom the run sheet names have signed, and everything sold on air has a signature.',
      broken: 'A signature is not that of the named auditor, or goods were sold that nobody signed.',
    },
  },
}
