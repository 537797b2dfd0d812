import { count } from '../../format'

/** What the console says of rooms, visits and outlets' delays, in Chinese. */
export const rooms = {
  title: '房间',
  nobody: '现在没有人在房间里。',
  of: (n: number, capacity: number) => `${count(n)} / ${count(capacity)}`,
  visit: (title: string, invited: number, on: boolean) =>
    `${on ? '正在串门' : '上一次串门'}：${title}，受邀 ${count(invited)} 人`,
  came: (entered: number, peak: number, refused: number) =>
    `进房 ${count(entered)} · 同时最多 ${count(peak)} · 遇到满房 ${count(refused)}`,
  stayed: (n: number) => `留到最后 ${count(n)}`,
  on: (title: string, left: string) => `正在播：${title}，还有 ${left}`,
  announced: (title: string, at: string) => `已预告：${title}，${at} 开始`,
  rests: '现在没有节目',
  next: (title: string, at: string) => `接下来：${title}，${at}`,
  next_none: '后面没有环节了',
  go: '下一环节',
  go_in: (room: string, title: string) => `下一环节：${room}现在就播「${title}」`,
  trim: (outlet: string) => `${outlet} 比现场晚多少毫秒`,
  trim_less: (outlet: string) => `${outlet} 提前 100 毫秒`,
  trim_more: (outlet: string) => `${outlet} 推后 100 毫秒`,
  trim_note: '马上对还没上屏的内容生效。已准备开放的抢购时间不变。',
  planned: (ms: number) => `流程单是 ${count(ms)} 毫秒`,
}

export type RoomsWords = typeof rooms
