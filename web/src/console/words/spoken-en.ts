import { count } from '../../format'
import type { Verdict } from '../spoken/state'
import type { SpokenWords } from './spoken-zh'

const VERDICTS: Readonly<Record<Verdict, string>> = {
  corrected: 'Put right on air',
  evidence: 'There is evidence',
  no_claim: 'No claim',
}

/** The same in English: a key missing here fails `tsc`. */
export const spoken: SpokenWords = {
  title: 'What is said',
  nothing_heard: 'No captions have come',
  waiting: (n) => (n === 1 ? 'One claim waits for you.' : `${count(n)} claims wait for you.`),
  verdicts: VERDICTS,
  decided: ({ verdict }, seat) => `${VERDICTS[verdict]} (${seat})`,
  no_answer: 'No answer came. Try again.',
  all: 'All of them',
  to_host: 'To the host',
  placeholder: 'A short line',
  send: 'Send',
  clear: 'Take off',
  clear_label: (text) => `Take “${text}” off`,
  link: 'Prompter link',
  look: 'See the prompter',
  link_note: 'Open it on the host’s screen; it works once:',
}
