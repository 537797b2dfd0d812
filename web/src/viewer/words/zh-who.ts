import { count } from '../../format'

/** A length of time as one says it: whole minutes where it can be. */
function span(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes === 0) return `${count(rest)} 秒`
  return rest === 0 ? `${count(minutes)} 分钟` : `${count(minutes)} 分 ${rest} 秒`
}

/** What the viewer's page says of who may take part, in Chinese. */
export const zhWho = {
  title: '谁可以参加',
  everybody: '所有人都可以参加',
  /** Between the parts of one condition, all of which must hold. */
  and: '，并且',
  ticket: (claim: string, values: readonly string[]) =>
    `入场券上的 ${claim} 是 ${values.join(' 或 ')}`,
  watched: (seconds: number) => `今晚已观看 ${span(seconds)}`,
  bought: (titles: readonly string[]) => `在${titles.map((title) => `「${title}」`).join('或')}抢到过`,
  list: (id: string, people: number) => `在名单 ${id} 上（共 ${count(people)} 人）`,
  weighs: (what: string, weight: number) => `${what}：权重 ×${count(weight)}`,
  yes: '您可以参加',
  yes_weight: (weight: number) => `您可以参加，权重 ${count(weight)}`,
  left: (seconds: number) => `再看 ${span(seconds)}就可以参加`,
  no: {
    ticket: '您的入场券不符合条件',
    bought: '您没有在要求的抢购里抢到过',
    list: '您不在名单上',
    watched: '您观看的时间还不够',
    other: '您不符合条件',
  },
  asking: '正在查您能否参加…',
  unknown: '暂时查不到您能否参加，马上再查。',
}

export type WhoWords = typeof zhWho
