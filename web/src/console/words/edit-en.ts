import type { EditWords } from './edit-zh'

export const edit: EditWords = {
  open: 'Edit',
  title: 'Edit the run sheet, on air',
  note: 'Only what is still to come. Look at the preview, then commit; what was changed and by whom goes into the log of the night.',
  loading: 'Reading the run sheet…',
  way: { set: 'Change one', insert: 'Put one in', remove: 'Take one out', file: 'A whole file' },
  segment: 'Segment',
  behind: 'Behind',
  id: 'id (small letters, digits, hyphens)',
  kind: 'Kind',
  title_zh: 'Title, Chinese',
  title_en: 'Title, English',
  notes_zh: 'Notes, Chinese',
  notes_en: 'Notes, English',
  length: 'Length (like 90s or 3m)',
  file: 'Run sheet (YAML)',
  signed: 'Signatures of auditors (.audits.json, if any)',
  nothing_left: 'Nothing to come can be edited any more.',
  preview: 'Preview',
  back: 'Go on editing',
  commit: 'Commit',
  propose: 'Commit; the other seat confirms',
  differences: 'What changes',
  no_differences: 'It means the same as the run sheet in force.',
  ends: (before, after) =>
    before === after
      ? `tonight ends about ${after}, as before`
      : `tonight ends about ${before} → ${after}`,
  barriers: 'What cannot be changed now',
  unsigned: 'Goods to be signed anew (gala audit sign)',
  problems: 'The check',
  at: (line) => `line ${line}`,
  two: 'It changes what is sold, given or promised: both seats must agree.',
  bad_file: 'That file cannot be read.',
  no_answer: 'No answer came. It may or may not have happened; go by the run sheet you see.',
  proposed: 'Proposed: the other seat has two minutes to confirm.',
}
