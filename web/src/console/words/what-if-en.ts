import type { WhatIfWords } from './what-if-zh'

export const what_if: WhatIfWords = {
  open: 'What if…',
  title: 'Before you press: what would be',
  note: 'The rules are played forward; nothing has happened. It is assumed that all goes by the clock.',
  ways: 'What to press',
  extend: (by) => `This segment ${by}`,
  skip: (title) => `Skip “${title}”`,
  hold: (time) => `Hold for ${time}`,
  give_extend: (by) => `Give ${by}`,
  give_skip: 'Skip it',
  give_hold: 'Hold now',
  loading: 'Playing forward…',
  no_answer: 'No answer came. Try again.',
  finish: (before, after, drift) =>
    before === after ? `ends about ${after}, as before` : `ends about ${before} → ${after} (${drift})`,
  fixed: 'Fixed starts',
  spare: (title, at, time) => `${at} “${title}”: ${time} to spare`,
  missed: (title, at, time) => `${at} “${title}”: missed by ${time}`,
  windows: 'Windows open',
  draws: 'Rounds of draws',
  gone: 'no more',
  nothing: 'Windows, draws and fixed starts stay as they are.',
  not_whole: 'It is a long night: only the next hours were played.',
  to_spare: (time) => `${time} to spare`,
  over: (time) => `${time} over`,
}
