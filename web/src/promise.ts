import type { Lang } from './lang'

/** What an answer of the store means, as it is signed: on disk how, and on how many replicas. */
export const PROMISE = /(?:always|everysec|no|unknown) (?:0|[1-9][0-9]?)/

const WORDS = {
  zh: {
    always: '回答前已落盘',
    everysec: '约一秒落盘一次，断电可能丢失最后一秒',
    no: '不保证落盘，断电可能丢失未保存的内容',
    unknown: '存储没有说明何时落盘',
    replicas: (n: number) => `回答前 ${n} 个副本已收到`,
    join: '；',
  },
  en: {
    always: 'on disk before the answer',
    everysec: 'on disk every second: a power cut may lose the last second',
    no: 'not seen to the disk: a power cut may lose what was not saved',
    unknown: 'the store does not say when it is on disk',
    replicas: (n: number) => `on ${n} ${n === 1 ? 'replica' : 'replicas'} before the answer`,
    join: '; ',
  },
}

type Disk = 'always' | 'everysec' | 'no' | 'unknown'

/** A promise for a reader; empty for a text that is none. */
export function promised(text: string, lang: Lang): string {
  if (!new RegExp(`^${PROMISE.source}$`).test(text)) return ''
  const [disk, replicas] = text.split(' ') as [Disk, string]
  const words = WORDS[lang]
  const parts = [words[disk], ...(replicas === '0' ? [] : [words.replicas(Number(replicas))])]
  return parts.join(words.join)
}
