import { count } from '../../format'
import type { FeelingsWords } from './feelings-zh'

const LEVELS: readonly string[] = ['nothing', 'no hearts', 'slow figures', 'only what must be']

const REASONS: Readonly<Record<string, string>> = {
  exaggerated: 'exaggerated claim',
  wrong_price: 'wrong price',
  not_as_shown: 'not as shown',
  offensive: 'offensive',
  other: 'something else',
}

/** The same in English: a key missing here fails `tsc`. */
export const feelings: FeelingsWords = {
  title: 'What viewers feel',
  hearts: (n, rate) => `♥ ${count(n)} · ${count(rate)} a minute`,
  no_hearts: 'No hearts yet',
  flags: 'What viewers find wrong',
  no_flags: 'Nobody has flagged anything',
  reason: (reason) => REASONS[reason] ?? reason,
  flag_alert: (title, reason, n) =>
    `${count(n)} viewers say of “${title}”: ${reason}. Look into it.`,
  shed: 'All edges leave out at least',
  shed_note: 'Hearts first, then frequent figures. Cues, claims and receipts are never left out.',
  level: (level) => LEVELS[level] ?? String(level),
  edge_sheds: (level, lag_ms) => `sheds: ${LEVELS[level] ?? level} (${count(lag_ms)} ms late)`,
}
