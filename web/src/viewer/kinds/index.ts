import type { Kind } from 'gala-client/segment'
import { draw } from './draw'
import { host } from './host'
import { interval } from './break'
import type { KindView } from './kind'
import { other } from './other'
import { performance } from './performance'
import { rain } from './rain'
import { seckill } from './seckill'
import { story } from './story'
import { visit } from './visit'

/** The registry: a kind without a module here fails `tsc`. */
const KINDS: { readonly [K in Kind]: KindView<K> } = {
  break: interval,
  draw,
  host,
  other,
  performance,
  rain,
  seckill,
  story,
  visit,
}

/** The view of a kind. */
export function viewOf<K extends Kind>(kind: K): KindView<K> {
  return KINDS[kind]
}
