import { count } from '../../format'

/** What the console says of windows under the director's hand, in Chinese. */
export const hand = {
  of: (goods: string) => `「${goods}」的窗口操作`,
  pause: '暂停开抢',
  resume: '继续开抢',
  counting: '正在清点…',
  close: '提前关闭',
  close_title: (goods: string) => `现在关闭「${goods}」？`,
  close_note: '这一轮就此结束，不能撤回；已抢到的照常有效。',
  top_up: '加货',
  top_up_title: (goods: string) => `给「${goods}」加货？`,
  top_up_note: '要两个人。理由会公开，写进日志和证明。正在开抢的会换一轮接着开，关闭时间不变。',
  top_up_second: (units: string, outlet: string, reason: string) =>
    `另一席提出：${outlet} 加 ${units} 件。理由（会公开）：${reason}`,
  units: '件数',
  revoke: '撤销这一轮',
  revoke_of: (gen: number) => `撤销第 ${count(gen)} 轮`,
  revoke_title: (goods: string, gen: number) => `撤销「${goods}」第 ${count(gen)} 轮的结果？`,
  revoke_note: '要两个人。这一轮抢到的全部作废，每位得主都会看到理由；窗口就此结束，不能撤回。',
  revoke_second: (reason: string) => `另一席给出的理由（会公开）：${reason}`,
  reason: '公开的理由',
  topped_up: (units: string, outlet: string, reason: string) =>
    `${outlet} 加了 ${units} 件：${reason}`,
  by: (by: string, second: string) => `${by}、${second}`,
  revoked: (gen: number, sold: string, reason: string) =>
    `第 ${count(gen)} 轮已撤销，${sold} 件作废：${reason}`,
}
