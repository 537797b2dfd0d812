import { sha256, type Bytes } from './bytes'
import { write, type Value } from './canonical'
import LENIENT from './lenient-rules.json'
import { readSheet, table, tables, text, texts, Unreadable, type Table } from './sheet'

/**
 * What auditors sign of goods (docs/audit.md, "What is signed, to the byte"), made again from a
 * sheet's text. Every key has its place here: where a sheet has another, nothing is made at all.
 */
export type AuditedTexts = ReadonlyMap<string, string>

type Part = (value: unknown) => Value
/** A key's part, and its name in the text where it is another; `null` is left out. */
type Keys = { readonly [key: string]: Part | readonly [string, Part] | null }

const CODES: ReadonlyMap<string, string> = new Map(Object.entries(LENIENT))
const INTEGER = /^[-+]?[0-9]{1,16}$/
const DURATION =
  /^(?=[0-9])(?:([0-9]{1,3})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,6})(?:\.([0-9]{1,3}))?s)?(?:([0-9]{1,9})ms)?$/
const DAY = /^[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?=[Tt ])/
const SPACE = /^\p{White_Space}+|\p{White_Space}+$/gu

/** The text of all goods that a segment sells, by id; null when the sheet cannot be read here. */
export function auditedTexts(sheet: string): AuditedTexts | null {
  return readSheet(sheet, textsOf)
}

/** By what a signature names a text. */
export function auditedDigest(text: string): Bytes {
  return sha256('gala audited goods 1\n', text)
}

const whole: Part = (value) => {
  const written = text(value)
  if (!INTEGER.test(written)) throw new Unreadable()
  return Number(written) + 0
}

const length: Part = (value) => {
  const found = DURATION.exec(text(value))
  if (found === null) throw new Unreadable()
  const [hours, minutes, seconds] = found.slice(1, 4).map((digits) => Number(digits ?? 0))
  const fraction = Number((found[4] ?? '').padEnd(3, '0'))
  const seconds_all = hours! * 3600 + minutes! * 60 + seconds!
  return seconds_all * 1000 + fraction + Number(found[5] ?? 0)
}

const flag: Part = (value) => {
  const is = ['true', 'True', 'TRUE'].includes(text(value))
  if (!is && !['false', 'False', 'FALSE'].includes(text(value))) throw new Unreadable()
  return is
}

const line: Part = (value) => text(value).replace(SPACE, '')

const both: Part = (value) => {
  return typeof value === 'string' ? { zh: line(value), en: line(value) } : BOTH(value)
}

const rule: Part = (value) => {
  const code = CODES.get(text(value)) ?? text(value)
  if (!/^GS[0-9]{3}$/.test(code)) throw new Unreadable()
  return code
}

/** One value or some, sorted by code points and each once. */
const anyOf: Part = (value) => {
  const values = Array.isArray(value) ? value.map(text) : [text(value)]
  const points = (one: string) => Array.from(one, (point) => point.codePointAt(0)!)
  return [...new Set(values)].sort((a, b) => {
    const [left, right] = [points(a), points(b)]
    const place = left.findIndex((point, i) => point !== right[i])
    return place === -1 ? left.length - right.length : left[place]! - (right[place] ?? -1)
  })
}

function list(of: Part): Part {
  return (value) => {
    if (!Array.isArray(value)) throw new Unreadable()
    return value.map(of)
  }
}

function byKey(of: Part): Part {
  return (value) => {
    const entries = Object.entries(table(value))
    return Object.fromEntries(entries.map(([key, inner]) => [key, of(inner)]))
  }
}

/** A mapping with these keys; what has no value is left out, but for what is always there. */
function mapping(keys: Keys, always: { readonly [key: string]: Value } = {}): Part {
  return (value) => {
    const made: { [key: string]: Value } = { ...always }
    for (const [key, inner] of Object.entries(table(value))) {
      if (!Object.keys(keys).includes(key)) throw new Unreadable()
      const part = keys[key]!
      if (inner === null || part === null) continue
      const [name, of] = typeof part === 'function' ? [key, part] : part
      made[name] = of(inner)
    }
    return made
  }
}

const BOTH = mapping({ zh: line, en: line })

const WAIVABLE: Keys = {
  waive: list(mapping({ rule, reason: both, by: both, on: text })),
  evidence: list(mapping({ for: ['claim', both], what: both, by: both, on: text })),
}

const GOODS = mapping({
  ...WAIVABLE,
  id: text,
  title: both,
  price_fen: whole,
  note: both,
  prices: list(
    mapping({ from: ['from_day', text], to: ['to_day', text], fen: whole, sold: flag }),
  ),
  units: whole,
  merchant: text,
  guarantees: list(text),
})

const MERCHANT = mapping(
  { id: text, title: both, opted_in: list(mapping({ guarantee: text, on: text, by: both })) },
  { opted_in: [] },
)

const GUARANTEE = mapping({
  id: text,
  kind: text,
  title: both,
  text: both,
  limit_fen: whole,
  times: whole,
  value_fen: whole,
  claim_days: whole,
  quota_fen: whole,
  quota: whole,
})

const CONDITION: Keys = {
  ticket: byKey(anyOf),
  watched: ['watched_ms', length],
  bought: list(text),
  list: ['listed', mapping({ id: text, count: whole, digest: text })],
}

const WHO = mapping(
  { ...CONDITION, weights: list(mapping({ ...CONDITION, weight: whole })) },
  { weights: [] },
)

/** What the crew is told, and the clock, is not the auditor's; what the host reads is. */
const SALE = mapping({
  ...WAIVABLE,
  id: text,
  title: both,
  goods: text,
  price_fen: whole,
  stock: byKey(whole),
  open_for: ['open_for_ms', length],
  pay_within: ['pay_within_ms', length],
  by: text,
  waitlist: whole,
  who: WHO,
  prompter: both,
  kind: null,
  length: null,
  at: null,
  ends: null,
  back_timed: null,
  opens: null,
  notes: null,
  plan_b: null,
})

function textsOf(sheet: Table): AuditedTexts {
  const day = DAY.exec(text(sheet['start']))
  if (day === null) throw new Unreadable()
  const sales = tables(sheet['segments']).filter(({ kind }) => kind === 'seckill')
  const made = new Map<string, string>()
  for (const good of tables(sheet['goods'])) {
    const id = text(good['id'])
    const own = sales.filter(({ goods }) => goods === id)
    if (own.length === 0) continue
    const named = new Set(texts(good['guarantees']))
    const merchant = tables(sheet['merchants']).find((one) => one['id'] === good['merchant'])
    made.set(
      id,
      write({
        day: day[0],
        goods: GOODS(good),
        guarantees: tables(sheet['guarantees'])
          .filter((one) => named.has(text(one['id'])))
          .map(GUARANTEE),
        ...(merchant ? { merchant: MERCHANT(ofGuarantees(merchant, named)) } : {}),
        sales: own.map(SALE),
        show: text(sheet['id']),
      }),
    )
  }
  return made
}

/** A merchant with its word for these guarantees only. */
function ofGuarantees(merchant: Table, named: ReadonlySet<string>): Table {
  const opted = tables(merchant['opted_in'])
  return { ...merchant, opted_in: opted.filter((one) => named.has(text(one['guarantee']))) }
}
