import { count } from '../../format'

const LEVELS: readonly string[] = ['不减', '不收爱心', '数字放慢', '只留必要']

const REASONS: Readonly<Record<string, string>> = {
  exaggerated: '夸大宣传',
  wrong_price: '价格不对',
  not_as_shown: '与展示不符',
  offensive: '内容冒犯',
  other: '其他问题',
}

/** Hearts, flags, and what edges leave out under load. */
export const feelings = {
  title: '观众感受',
  hearts: (n: number, rate: number) => `♥ ${count(n)} · 每分钟 ${count(rate)}`,
  no_hearts: '还没有爱心',
  flags: '观众指出的问题',
  no_flags: '没有人指出问题',
  reason: (reason: string) => REASONS[reason] ?? reason,
  flag_alert: (title: string, reason: string, n: number) =>
    `「${title}」有 ${count(n)} 位观众指出：${reason}。请核实。`,
  shed: '减负（所有边缘至少到）',
  shed_note: '先停爱心，再放慢数字，最后只留必要。节目、抢购和凭证从不减。',
  level: (level: number) => LEVELS[level] ?? String(level),
  edge_sheds: (level: number, lag_ms: number) =>
    `${LEVELS[level] ?? level}（迟 ${count(lag_ms)} 毫秒）`,
}

export type FeelingsWords = typeof feelings
