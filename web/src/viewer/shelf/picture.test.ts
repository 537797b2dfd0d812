import { expect, it } from 'vitest'
import { pictureOf } from './picture'

it('draws a step for each price, and leaves out what was before', () => {
  const drawn = pictureOf({
    prices: [
      { from: '2010-01-01', to: '2010-01-31', fen: 250, sold: true },
      { from: '2021-05-16', to: '2021-05-30', fen: 200, sold: true },
      { from: '2021-05-31', to: null, fen: 300, sold: false },
    ],
    day: '2021-06-15',
    compared_fen: 300,
    cut_fen: 100,
  })
  expect(drawn).toEqual({
    steps: [
      { path: 'M103 48H207', sold: true },
      { path: 'M207 10H310', sold: false },
    ],
    compared_y: 10,
    cut_y: 86,
  })
})

it('draws one price, and none', () => {
  const day = '2021-06-15'
  const one = [{ from: day, to: null, fen: 5, sold: true }]
  expect(pictureOf({ prices: one, day, compared_fen: 5, cut_fen: null })).toEqual({
    steps: [],
    compared_y: 86,
    cut_y: null,
  })
  expect(pictureOf({ prices: [], day, compared_fen: 5, cut_fen: 1 }).steps).toEqual([])
})
