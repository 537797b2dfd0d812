import { expect, it } from 'vitest'
import { linkOf } from './link'

const HERE = 'https://gala.example/verify'

it.each([
  ['/proof/draw/1.json', { is: 'here', path: '/proof/draw/1.json' }],
  ['https://gala.example/proof/draw/1.json', { is: 'here', path: '/proof/draw/1.json' }],
  [`${HERE}?bundle=/proof/draw/2.json`, { is: 'here', path: '/proof/draw/2.json' }],
  ['https://other.example/proof/draw/1.json', { is: 'elsewhere', host: 'other.example' }],
  [`${HERE}?bundle=//other.example/x`, { is: 'elsewhere', host: 'other.example' }],
  ['javascript:alert(1)', { is: 'none' }],
  ['data:text/plain,x', { is: 'none' }],
  ['  ', { is: 'none' }],
  ['http://[', { is: 'none' }],
])('reads %j', (typed, link) => {
  expect(linkOf(typed, HERE)).toEqual(link)
})
