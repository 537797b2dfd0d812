import { expect, it } from 'vitest'
import type { Segment, SheetView } from './api'
import { asked, auditsOf, begun, behind, editable, ready } from './draft'

function segment(id: string, stands: boolean, more: Partial<Segment> = {}): Segment {
  const title = [`题${id}`, `T${id}`] as const
  const why = stands ? (['正在播出', 'it is on air'] as const) : null
  return { id, kind: 'host', title, notes: null, length: '30s', stands: why, ...more }
}

const view: SheetView = {
  digest: 'd',
  segments: [segment('a', true), segment('b', true), segment('c', false), segment('d', false)],
}
const ids = (segments: readonly Segment[]) => segments.map(({ id }) => id)

it('offers only what may still be edited, and puts nothing before what is on air', () => {
  expect(ids(editable(view))).toEqual(['c', 'd'])
  expect(ids(behind(view))).toEqual(['b', 'c', 'd'])
  const fresh = { ...view, segments: view.segments.slice(2) }
  expect(ids(behind(fresh))).toEqual(['c', 'd'])
})

it('begins with what is there, and sends only what is other', () => {
  const draft = begun('set', view, 'd')
  expect(draft).toMatchObject({ segment: 'd', title_zh: '题d', title_en: 'Td', length: '30s' })
  expect(asked({ ...draft, length: ' 90s ', notes_en: 'Slowly' }, view)).toEqual({
    changes: [
      { do: 'set', segment: 'd', values: { length: '90s', notes: { zh: 'Slowly', en: 'Slowly' } } },
    ],
  })
})

it('takes notes away where both languages are emptied', () => {
  const noted = { ...view, segments: [segment('c', false, { notes: ['慢', 'Slow'] })] }
  const draft = { ...begun('set', noted), notes_zh: '', notes_en: ' ' }
  expect(asked(draft, noted)).toEqual({
    changes: [{ do: 'set', segment: 'c', values: { notes: null } }],
  })
})

it('puts a segment in, and takes one out', () => {
  const draft = { ...begun('insert', view), id: 'ad', title_zh: '广告', length: '45s' }
  expect(draft.segment).toBe('b')
  expect(asked(draft, view)).toEqual({
    changes: [
      {
        do: 'insert',
        after: 'b',
        values: { id: 'ad', kind: 'break', title: { zh: '广告', en: '广告' }, length: '45s' },
      },
    ],
  })
  expect(asked(begun('remove', view, 'd'), view)).toEqual({
    changes: [{ do: 'remove', segment: 'd' }],
  })
})

it('hands in a whole sheet with the signatures of its auditors', () => {
  const draft = { ...begun('file', view), sheet: 'gala: 1\n' }
  expect(asked(draft, view)).toEqual({ sheet: 'gala: 1\n', audits: [] })
  const signed = JSON.stringify({ gala: 'audits', version: 1, audits: [{ goods: 'pen' }] })
  expect(asked({ ...draft, signed }, view)).toMatchObject({ audits: [{ goods: 'pen' }] })
  for (const odd of ['no', '{}', '{"audits":5}']) expect(() => auditsOf(odd)).toThrow(SyntaxError)
})

it('knows when there is nothing to preview yet', () => {
  expect(ready(begun('set', view))).toBe(true)
  expect(ready({ ...begun('set', view), length: ' ' })).toBe(false)
  expect(ready({ ...begun('set', view), title_zh: '', title_en: '' })).toBe(false)
  const put = { ...begun('insert', view), title_en: 'Ad' }
  expect([ready(put), ready({ ...put, id: 'ad' }), ready({ ...put, id: 'An ad' })]).toEqual([
    false,
    true,
    false,
  ])
  expect(ready(begun('remove', view))).toBe(true)
  expect([ready(begun('file', view)), ready({ ...begun('file', view), sheet: 'x' })]).toEqual([
    false,
    true,
  ])
  const none = { ...view, segments: [segment('a', true)] }
  expect(ready(begun('set', none))).toBe(false)
})
