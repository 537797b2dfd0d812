/** What a check is called, what its passing means, and what its failing means. */
export interface OneCheck {
  readonly title: string
  readonly means: string
  readonly broken: string
}

/** The names of the verifier's checks. Those about one of several have the name in `of`. */
export type CheckName =
  | 'encoding'
  | 'bundle'
  | 'checkpoint signature'
  | 'log path'
  | 'lines'
  | 'story'
  | 'manifest'
  | 'frozen entries'
  | 'round'
  | 'outcome'
  | 'void'
  | 'beacon'
  | 'vrf proof'
  | 'places'
  | 'packets'
  | 'passed over'
  | 'frozen tree'
  | 'sum path'
  | 'receipt signature'
  | 'record'
  | 'record signature'
  | 'files'
  | 'log'
  | 'checkpoint'
  | 'origin'
  | 'claims'
  | 'receipts'
  | 'window'
  | 'topped up'
  | 'revoked'
  | 'numbers'
  | 'draw'
  | 'bundles'
  | 'bundle file'
  | 'guarantees'
  | 'audits'
  | 'approvals'

export type CheckWords = { readonly [Name in CheckName]: OneCheck }

/** The words for a check, and which one it is about: `draw 3` is the check `draw` of `3`. */
export function wordsOf(words: CheckWords, name: string): { words: OneCheck | null; of: string } {
  const whole = (words as { readonly [name: string]: OneCheck })[name]
  if (whole) return { words: whole, of: '' }
  const [kind = '', ...of] = name.split(' ')
  const key = kind === 'bundle' ? 'bundle file' : kind
  const found = (words as { readonly [name: string]: OneCheck })[key]
  return { words: found ?? null, of: found ? of.join(' ') : '' }
}
