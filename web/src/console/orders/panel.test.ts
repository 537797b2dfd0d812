import { expect, it } from 'vitest'
import { panelOf } from './panel'

const sale = {
  window: 'pens',
  title: { zh: '笔', en: 'Pens' },
  held: 3,
  paid: 2,
  released: 1,
  waiting: 4,
  returned: 1,
  refunding: 0,
  refunded: 0,
}
const hook = { host: 'a.example', delivered: 7, failures: 3, problem: 'it answered 500', alarm: true }

it('reads how orders stand, and how the endpoints do', () => {
  const panel = panelOf(JSON.stringify({ now_ms: 5, windows: [sale], webhooks: [hook] }))
  expect(panel?.windows[0]?.title).toEqual(['笔', 'Pens'])
  expect(panel?.windows[0]?.counts).toMatchObject({ held: 3, paid: 2, waiting: 4 })
  expect(panel?.webhooks).toEqual([hook])
})

it('leaves out what it cannot read', () => {
  const odd = { windows: [{ ...sale, held: 'x' }, 5], webhooks: [{ host: 5 }, null] }
  expect(panelOf(JSON.stringify(odd))).toEqual({ windows: [], webhooks: [] })
  expect(panelOf('{}')).toBeNull()
  expect(panelOf('<html>')).toBeNull()
})
