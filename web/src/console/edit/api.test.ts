import { afterEach, expect, it, vi } from 'vitest'
import { Odd } from '../../read'
import { again, commit, look, previewOf, sheetInForce, viewOf } from './api'

const both = (en: string) => ({ zh: `中${en}`, en })
const SEGMENT = {
  id: 'a',
  kind: 'host',
  title: both('A'),
  notes: null,
  prompter: null,
  length: '30s',
  at: null,
  stands: both('it is on air'),
}
const PROBLEM = {
  code: 'GS206',
  severity: 'error',
  line: 5,
  column: 1,
  waived: false,
  message: both('a gap'),
  hint: both('close it'),
}
const PREVIEW = {
  base: 'b',
  sheet: 's',
  may: true,
  two_seats: true,
  problems: [PROBLEM, { ...PROBLEM, waived: true }],
  differences: [{ what: 'changed', place: 'segments.a.length', said: both('longer') }],
  finish: both('later'),
  ends_ms: { before: 5, after: 30_005 },
  barriers: [{ place: 'segments.a', said: both('on air') }],
  unsigned: ['pen'],
}

afterEach(() => vi.unstubAllGlobals())

function answering(status: number, body: unknown) {
  const fetched = vi.fn((_path: string, _init?: RequestInit) =>
    Promise.resolve(new Response(JSON.stringify(body), { status })),
  )
  vi.stubGlobal('fetch', fetched)
  return fetched
}

it('reads the sheet in force', async () => {
  answering(200, { digest: 'd', text: 'gala: 1', segments: [SEGMENT] })
  const view = await sheetInForce()
  expect(view?.segments[0]).toMatchObject({ id: 'a', stands: ['中it is on air', 'it is on air'] })
  answering(503, { error: 'no_show' })
  expect(await sheetInForce()).toBeNull()
  answering(200, { digest: 5 })
  expect(await sheetInForce()).toBeNull()
  expect(() => viewOf({})).toThrow(Odd)
})

it('reads a preview, and tells errors from what is waived', async () => {
  answering(200, PREVIEW)
  const looked = await look({ sheet: 'gala: 1' })
  if (!('preview' in looked)) throw new Error('it was not read')
  expect(looked.preview).toMatchObject({
    two_seats: true,
    differences: [['中longer', 'longer']],
    barriers: [['中on air', 'on air']],
    unsigned: ['pen'],
    ends_ms: { before: 5, after: 30_005 },
  })
  expect(looked.preview.problems.map(({ is_error }) => is_error)).toEqual([true, false])
})

it('reads of a sheet with errors nothing but its problems', () => {
  const read = previewOf({ base: 'b', sheet: null, may: false, problems: [PROBLEM] })
  expect(read).toMatchObject({ sheet: null, may: false, finish: null, differences: [] })
})

it('says what the server says', async () => {
  answering(404, { error: 'no_preview', message: both('gone') })
  expect(await again('0'.repeat(64))).toEqual({ message: ['中gone', 'gone'] })
  answering(200, { base: 5 })
  expect(await look({})).toEqual({ message: null })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  expect(await look({})).toEqual({ message: null })
})

it('commits just what was read', async () => {
  const fetched = answering(200, { accepted: true, seq: 7 })
  expect(await commit(previewOf(PREVIEW))).toEqual({ kind: 'accepted' })
  const body = JSON.parse(String(fetched.mock.calls[0]?.[1]?.body)) as Record<string, unknown>
  expect(body).toMatchObject({ base: 'b', sheet: 's' })
  expect(typeof body['id']).toBe('string')
  answering(409, { accepted: false, code: 'locked', message: both('it is on air') })
  expect(await commit(previewOf(PREVIEW))).toMatchObject({ kind: 'refused', code: 'locked' })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  expect(await commit(previewOf(PREVIEW))).toEqual({ kind: 'no_answer' })
})
