import { count } from '../../format'
import type { Decided, Verdict } from '../spoken/state'

const VERDICTS: Readonly<Record<Verdict, string>> = {
  corrected: '已在现场更正',
  evidence: '有证据',
  no_claim: '不是宣称',
}

/** Captions, alerts, and messages to the host. */
export const spoken = {
  title: '现场说的话',
  nothing_heard: '还没有收到字幕',
  waiting: (n: number) => `${count(n)} 句话等人处理。`,
  verdicts: VERDICTS,
  decided: ({ verdict }: Decided, seat: string) => `${VERDICTS[verdict]}（${seat}）`,
  no_answer: '没有收到答复，请再试一次。',
  all: '全部记录',
  to_host: '给主持人',
  placeholder: '一句短话',
  send: '发送',
  clear: '撤下',
  clear_label: (text: string) => `撤下「${text}」`,
  link: '提词器链接',
  look: '看提词器',
  link_note: '在主持人的屏幕上打开，只能用一次：',
}

export type SpokenWords = typeof spoken
