import { expect, it } from 'vitest'
import night from '../../../tests/vectors/record.json'
import { utf8 } from './bytes'
import { read, write, type Value, type ValueMap } from './canonical'
import { hashOf } from './log'
import { readPins } from './pins'
import { checkLog } from './recount-log'
import { Checks } from './report'
import { finish } from './steps'

const PINS = readPins(utf8(`${write(night.pins)}\n`))
const FIRST = read(night.files['log.jsonl'].split('\n')[0]!) as ValueMap

const AUDIT = {
  auditor: 'quality',
  digest: '03'.repeat(32),
  goods: 'pen',
  on: '2026-01-28',
  signature: '04'.repeat(64),
}

const APPROVAL = {
  approver: 'producer',
  digest: '03'.repeat(32),
  on: '2026-01-28',
  signature: '04'.repeat(64),
}

/** What is said of a log that is this first line alone, under the checkpoint of a whole one. */
function said(fields: ValueMap): string {
  const { hash: _, ...bare } = { ...FIRST, ...fields }
  const line = write({ ...bare, hash: hashOf(bare as Value) })
  const files = new Map([
    ['log.jsonl', utf8(`${line}\n`)],
    ['checkpoint', utf8(night.files['checkpoint'])],
  ])
  const checks = new Checks()
  expect(() => finish(checkLog(checks, files, PINS))).toThrow()
  const { name, detail } = checks.done.find(({ ok }) => !ok)!
  return `${name}: ${detail}`
}

it('reads a first line with audits and one without', () => {
  const shorter = 'checkpoint: the checkpoint is not over this whole log'
  expect(said({})).toBe(shorter)
  expect(said({ audits: [AUDIT] })).toBe(shorter)
})

it('refuses audits that are none, and any other key', () => {
  expect(said({ audits: [] })).toBe('log: line 0.audits is empty')
  expect(said({ audits: [AUDIT, AUDIT] })).toContain('log: line 0.audits: an auditor signs')
  expect(said({ audits: [{ ...AUDIT, on: 'today' }] })).toContain('log: line 0.audits[0].on')
  expect(said({ audited: [AUDIT] })).toContain('log: line 0 has the keys')
})

it('reads a first line with approvals, beside audits or without', () => {
  const shorter = 'checkpoint: the checkpoint is not over this whole log'
  expect(said({ approvals: [APPROVAL] })).toBe(shorter)
  expect(said({ approvals: [APPROVAL], audits: [AUDIT] })).toBe(shorter)
  expect(said({ approvals: [] })).toBe('log: line 0.approvals is empty')
  expect(said({ approvals: [APPROVAL, APPROVAL] })).toContain('an approver signs twice')
  expect(said({ approvals: null })).toContain('log: line 0.approvals')
})
