import { count, yuan } from '../../format'
import type { Basis } from '../shelf/card'

const LAWS: Readonly<Record<string, string>> = { cn: '中国', eu: '欧盟' }

/** What the viewer's page says of a price's basis and of who has signed goods, in Chinese. */
export const zhShelf = {
  title: '价格从哪来，谁审核过',
  title_signed: '已审核 · 价格从哪来',
  asking: '正在查…',
  not_now: '现在查不到。合上再打开试试。',
  rests_on: '平时价的依据',
  no_history: '节目单没有写它以前卖多少。',
  price: (from: string, to: string | null, fen: string, sold: boolean) =>
    `${from} 至 ${to ?? '今天'}：${fen}，${sold ? '有成交' : '无成交'}`,
  basis: (one: Basis) => {
    const law = `${LAWS[one.rule] ?? one.rule}规则：此前 ${count(one.days)} 天`
    const what = one.paid ? '成交' : '标价'
    if (one.fen === null) return `${law}没有${what}`
    if (one.before) return `${law}没有成交，再往前最后一次成交 ${yuan(one.fen)}`
    return `${law}最低${what} ${yuan(one.fen)}`
  },
  audits: '谁审核过',
  signed: (who: string, on: string) => `${who}，${on} 签字`,
  unsigned: '没有审核人签字。',
  nobody: '这一场没有审核人。',
  more: '看签的原文和怎么验',
  more_unsigned: '单独一页看价格',
}

export type ShelfWords = typeof zhShelf
