import { expect, it } from 'vitest'
import { sorted } from './gather'

const FILE = new Uint8Array(1)
const files = (...paths: string[]) => new Map(paths.map((path) => [path, FILE]))

it('takes a folder with a record.json for a record, and its paths from there', () => {
  const { subjects, pins } = sorted(
    files('night/record.json', 'night/log.jsonl', 'night/bundles/draw-1.json', 'draw-2.json'),
  )
  expect(pins).toBeNull()
  expect(subjects.map(({ is, name }) => [is, name])).toEqual([
    ['record', 'night'],
    ['bundle', 'draw-2.json'],
  ])
  const [record] = subjects
  const inside = record?.is === 'record' ? [...record.files.keys()] : []
  expect(inside).toEqual(['record.json', 'log.jsonl', 'bundles/draw-1.json'])
})

it('takes files without a folder, and pins apart', () => {
  const { subjects, pins } = sorted(files('record.json', 'log.jsonl'))
  expect(subjects).toHaveLength(1)
  expect(pins).toBeNull()
  expect(sorted(files('pins.json', 'a.json'))).toMatchObject({ pins: FILE, subjects: [{}] })
})
