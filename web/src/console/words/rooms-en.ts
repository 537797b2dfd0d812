import { count } from '../../format'
import type { RoomsWords } from './rooms-zh'

export const rooms: RoomsWords = {
  title: 'Rooms',
  nobody: 'Nobody is in a room now.',
  of: (n, capacity) => `${count(n)} of ${count(capacity)}`,
  visit: (title, invited, on) =>
    `${on ? 'Visit on now' : 'Last visit'}: ${title}, ${count(invited)} invited`,
  came: (entered, peak, refused) =>
    `${count(entered)} came in · at most ${count(peak)} at a time · ${count(refused)} found it full`,
  stayed: (n) => `${count(n)} stayed to the end`,
  on: (title, left) => `On: ${title}, ${left} to go`,
  announced: (title, at) => `Announced: ${title}, from ${at}`,
  rests: 'Nothing is on',
  next: (title, at) => `Next: ${title}, ${at}`,
  next_none: 'Nothing comes after it',
  go: 'Next',
  go_in: (room, title) => `Next in ${room}: “${title}”, now`,
  trim: (outlet) => `${outlet}: milliseconds behind the stage`,
  trim_less: (outlet) => `${outlet}: 100 ms earlier`,
  trim_more: (outlet) => `${outlet}: 100 ms later`,
  trim_note:
    'In force at once for what is not on screen yet. Windows that are armed keep their times.',
  planned: (ms) => `${count(ms)} ms in the run sheet`,
}
