import type { Lang } from '../lang'
import { en } from './words/en'
import { zh, type Words } from './words/zh'

export type { Words }

export const WORDS: Readonly<Record<Lang, Words>> = { zh, en }
