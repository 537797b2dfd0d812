import { count } from '../../format'

/** Hearts and flags, in Chinese. */
export const zhFeelings = {
  heart: '点一颗心',
  hearts: (n: number) => `${count(n)} 颗心`,
  resting: '人太多，爱心先歇一会儿',
  flag: '这里有问题',
  flag_lead: '告诉节目组哪里不对。只记次数，不显示您是谁。',
  reasons: {
    exaggerated: '夸大宣传',
    wrong_price: '价格不对',
    not_as_shown: '与展示不符',
    offensive: '内容冒犯',
    other: '其他问题',
  },
  flagged: '已告诉节目组',
  offline: '断线中，连上后再告诉节目组。',
}

export type FeelingsWords = typeof zhFeelings
