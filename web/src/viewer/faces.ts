import { yuan } from '../format'
import type { Face } from './claim-view'
import type { Words } from './words'

/** First come, first served: the words of a seckill. */
export function seckillFace({ press, claim, one_each }: Words, price_fen: number): Face {
  return {
    press,
    told: claim,
    open: { label: press.grab(yuan(price_fen)), told: one_each },
    won: ({ unit }) => claim.won(unit),
  }
}

/** A rain of which so many packets are caught and not handed in. */
export function rainFace({ lots: { rain } }: Words, caught: number, per_viewer: number): Face {
  const { claim, press } = rain
  return {
    press,
    told: claim,
    open:
      caught === 0
        ? { label: rain.catch, told: claim.idle(per_viewer) }
        : {
            label: rain.catch_more(caught, per_viewer),
            told: claim.catching(caught, per_viewer),
          },
    won: ({ unit, quantity }) => claim.won(unit, quantity),
  }
}

/** Entering a seckill by lot. */
export function lotFace({ lots: { lot } }: Words, price_fen: number): Face {
  return {
    press: lot.press,
    told: lot.claim,
    open: { label: lot.enter(yuan(price_fen)), told: lot.claim.idle },
    won: ({ unit, quantity }) => lot.claim.won(unit, quantity),
  }
}

/** Entering a draw. */
export function drawFace({ lots: { draw } }: Words): Face {
  return {
    press: draw.press,
    told: draw.claim,
    open: { label: draw.enter, told: draw.claim.idle },
    won: ({ unit, quantity }) => draw.claim.won(unit, quantity),
  }
}
