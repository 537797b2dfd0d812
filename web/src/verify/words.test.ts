import { describe, expect, it } from 'vitest'
import vectors from '../../../tests/vectors/bundles.json'
import night from '../../../tests/vectors/record.json'
import { verifyBundle } from '../proof/bundle'
import { utf8 } from '../proof/bytes'
import { write } from '../proof/canonical'
import { readPins } from '../proof/pins'
import { verifyRecord } from '../proof/recount'
import { WORDS } from './words'
import { wordsOf } from './words/check'

const PINS = readPins(utf8(`${write(night.pins)}\n`))
const files = new Map(Object.entries(night.files).map(([path, text]) => [path, utf8(text)]))
const reports = [
  verifyRecord(files, PINS),
  ...[...vectors.good, ...vectors.bad].map(({ data }) => verifyBundle(utf8(data), PINS)),
]

describe.each([['zh'], ['en']] as const)('the words in %s', (lang) => {
  it('have every check that the verifier makes, and every gap that it leaves', () => {
    for (const { checks, unproven } of reports) {
      for (const { name } of checks) expect(wordsOf(WORDS[lang].check, name).words, name).toBeTruthy()
      for (const gap of unproven) expect(WORDS[lang].gaps[gap], gap).toBeTruthy()
    }
  })

  it('say which of several a check is about', () => {
    const of = (name: string) => wordsOf(WORDS[lang].check, name)
    expect(of('bundle draw-3.json').of).toBe('draw-3.json')
    expect(of('draw 3').of).toBe('3')
    expect(of('bundle').of).toBe('')
    expect(of('something else').words).toBeNull()
  })
})
