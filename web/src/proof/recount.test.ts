import { ed25519 } from '@noble/curves/ed25519.js'
import { expect, it } from 'vitest'
import vectors from '../../../tests/vectors/proof.json'
import { fromHex, join, sha256, toHex, utf8 } from './bytes'
import { write, type ValueMap } from './canonical'
import guarantees from '../../../tests/vectors/guarantees.json'
import night from '../../../tests/vectors/record.json'
import { readPins } from './pins'
import { verifyRecord } from './recount'

const PINS = readPins(utf8(`${write(night.pins)}\n`))
const LOG_SECRET = fromHex(vectors.checkpoint.secret)

type Texts = { [path: string]: string }

function record(change: (files: Texts) => void = () => {}): Map<string, Uint8Array> {
  const files: Texts = { ...night.files }
  change(files)
  return new Map(Object.entries(files).map(([path, text]) => [path, utf8(text)]))
}

/** The record after a change, with a `record.json` that the log key has signed anew. */
function resigned(change: (files: Texts) => void): Map<string, Uint8Array> {
  const files = record(change)
  files.delete('record.json')
  const digests = [...files].map(([path, bytes]) => {
    return [path, { bytes: bytes.length, sha256: toHex(sha256(bytes)) }] as const
  })
  const { origin } = JSON.parse(night.files['record.json']) as { origin: string }
  const bare: ValueMap = {
    files: Object.fromEntries(digests),
    gala: 'record',
    origin,
    version: 1,
  }
  const signature = toHex(ed25519.sign(join('gala/record/v1\n', write(bare)), LOG_SECRET))
  return files.set('record.json', utf8(`${write({ ...bare, signature })}\n`))
}

const failed = (files: Map<string, Uint8Array>) => {
  return verifyRecord(files, PINS).checks.find(({ ok }) => !ok)?.name
}

it('proves a whole night', () => {
  const report = verifyRecord(record(), PINS)
  expect(report.checks.filter(({ ok }) => !ok)).toEqual([])
  expect(report).toMatchObject({ ok: true, beacon: 'rehearsal' })
  expect(report.unproven).toEqual(expect.arrayContaining(['replay', 'disk']))
  expect(report.found).toMatchObject({ kind: 'record', claims: 21, batches: 8 })
  const draws = report.found?.kind === 'record' ? report.found.draws : []
  expect(draws.map(({ kind, outcome }) => [kind, outcome.void_reason])).toEqual([
    ['rain', null],
    ['rain', null],
    ['draw', null],
    ['draw', 'late'],
    ['draw', 'the stage is dark'],
    ['draw', null],
    ['draw', null],
  ])
  const voided = report.found?.kind === 'record' ? report.found.voided : []
  expect(voided.map(({ window, gen, units, reason }) => [window, gen, units, reason])).toEqual([
    ['flash', 1, 3, 'the price was wrong'],
  ])
  expect(report.checks.find(({ name }) => name === 'topped up')?.detail).toBe(
    '1 more of flash on tv by director and producer: one more was found',
  )
})

it('proves it again when it is signed anew, so that what follows is for its own reason', () => {
  expect(failed(resigned(() => {}))).toBeUndefined()
})

it('refuses any file that is changed, missing or one too many', () => {
  for (const path of Object.keys(night.files)) {
    const changed = record((files) => (files[path] = `${files[path]} `))
    expect(verifyRecord(changed, PINS).ok, path).toBe(false)
    const missing = record((files) => delete files[path])
    expect(failed(missing), path).toMatch(/^(record|files)$/)
  }
  expect(failed(record((files) => (files['notes.txt'] = '')))).toBe('files')
  expect(failed(new Map())).toBe('record')
})

const lines = (text: string | undefined) => (text ?? '').split('\n').slice(0, -1)
const joined = (all: readonly string[]) => all.map((line) => `${line}\n`).join('')

it.each<[string, string, (files: Texts) => void]>([
  ['a line of the log left out', 'log', (files) => {
    const [first, , ...others] = lines(files['log.jsonl'])
    files['log.jsonl'] = joined([first!, ...others])
  }],
  ['the last line left out', 'checkpoint', (files) => {
    files['log.jsonl'] = joined(lines(files['log.jsonl']).slice(0, -1))
  }],
  ['no log', 'log', (files) => (files['log.jsonl'] = '')],
  ['a claim left out', 'claims', (files) => {
    files['claims.jsonl'] = joined(lines(files['claims.jsonl']).slice(1))
  }],
  ['the last claim left out', 'receipts', (files) => {
    files['claims.jsonl'] = joined(lines(files['claims.jsonl']).slice(0, -1))
  }],
  ['a batch left out', 'receipts', (files) => {
    files['receipts.jsonl'] = joined(lines(files['receipts.jsonl']).slice(0, -1))
  }],
  ['batches exchanged', 'receipts', (files) => {
    files['receipts.jsonl'] = joined(lines(files['receipts.jsonl']).reverse())
  }],
  ['the last batch and its claims left out', 'window lot', (files) => {
    files['claims.jsonl'] = joined(lines(files['claims.jsonl']).slice(0, -2))
    files['receipts.jsonl'] = joined(lines(files['receipts.jsonl']).slice(0, -1))
  }],
  ['a bundle left out', 'bundles', (files) => delete files['bundles/draw-3.json']],
  ['a bundle too many', 'bundles', (files) => (files['bundles/draw-8.json'] = '{}\n')],
  ['one bundle for another', 'bundle draw-1.json', (files) => {
    files['bundles/draw-1.json'] = files['bundles/draw-2.json']!
  }],
  ['a bundle without its last line', 'bundle draw-3.json', (files) => {
    const bundle = JSON.parse(files['bundles/draw-3.json']!) as { lines: ValueMap[] }
    files['bundles/draw-3.json'] = `${write({ ...bundle, lines: bundle.lines.slice(0, -1) })}\n`
  }],
])('refuses, though it is signed: %s', (_, check, change) => {
  expect(failed(resigned(change))).toBe(check)
})

it('counts claims on guarantees again where a record has them', () => {
  const report = verifyRecord(resigned((files) => (files['guarantees.jsonl'] = '')), PINS)
  expect(report.ok).toBe(true)
  expect(report.found).toMatchObject({ guarantees: { claims: 0, met_fen: 0 } })
  const of_another = guarantees.good[0]!.lines.map((line) => `${line}\n`).join('')
  expect(failed(resigned((files) => (files['guarantees.jsonl'] = of_another)))).toBe('guarantees')
})
