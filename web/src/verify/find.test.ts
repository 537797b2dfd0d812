import { describe, expect, it } from 'vitest'
import night from '../../../tests/vectors/record.json'
import { utf8 } from '../proof/bytes'
import { write } from '../proof/canonical'
import type { RecordFound } from '../proof/found'
import { writeLeaf } from '../proof/leaf'
import { readPins } from '../proof/pins'
import { verifyRecord } from '../proof/recount'
import { codeOf } from '../pseudonym'
import { lookFor, seekerOf, seekersOf } from './find'

const files = new Map(Object.entries(night.files).map(([path, text]) => [path, utf8(text)]))
const found = verifyRecord(files, readPins(utf8(`${write(night.pins)}\n`))).found as RecordFound
const draw = found.draws.find((each) => each.kind === 'draw' && each.places.length > 0)!
const rain = found.draws.find(({ kind }) => kind === 'rain')!
if (draw.kind !== 'draw' || rain.kind !== 'rain') throw new Error('another night')

describe('find my entry', () => {
  it('finds a winner by the short code, with the prize or the reason for none', () => {
    for (const { leaf, place, prize, passed } of draw.places) {
      const hits = lookFor(draw, seekerOf(codeOf(leaf.pseudonym)))
      expect(hits).toMatchObject([{ is: 'place', place, prize, passed }])
    }
    expect(lookFor(draw, seekerOf('0000·0000'))).toEqual([])
  })

  it('tells the packets of a receipt of this window, and of no other', () => {
    const window = found.windows.find((each) => each.window === rain.manifest.window)!
    const own = window.leaves.map((leaf) => ({ leaf, window: window.window }))
    const hits = seekersOf(own).flatMap((seeker) => lookFor(rain, seeker))
    const fen = hits.reduce((sum, hit) => sum + (hit.is === 'packets' ? hit.fen : 0), 0)
    expect(fen).toBe(rain.split?.paid_fen)
    const others = own.map(({ leaf }) => ({ leaf, window: 'other' }))
    expect(seekersOf(others).flatMap((seeker) => lookFor(rain, seeker))).toEqual([])
  })

  it('says that an entry was not drawn', () => {
    const drawn = new Set(draw.places.map(({ leaf }) => leaf.pseudonym))
    const window = found.windows.find((each) => each.window === draw.manifest.window)!
    const out = window.leaves.find((text) => !drawn.has(text.slice(0, 32)))!
    const hits = lookFor(draw, seekerOf(out))
    expect(hits).toMatchObject([{ is: 'not_drawn', pseudonym: out.slice(0, 32) }])
  })

  it('looks everywhere in a record', () => {
    const [{ leaf }] = draw.places as [(typeof draw.places)[number]]
    const hits = lookFor(found, seekerOf(writeLeaf(leaf)))
    expect(hits.map(({ is }) => is)).toContain('leaf')
    expect(hits.map(({ is }) => is)).toContain('place')
  })

  it('makes nothing of broken leaves', () => {
    expect(seekersOf([{ leaf: 'a b c', window: 'w' }])).toEqual([])
  })
})
