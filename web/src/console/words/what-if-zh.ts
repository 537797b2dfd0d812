/** What the console says of a press before it is given, in Chinese. */
export const what_if = {
  open: '先看看…',
  title: '按下之前：会怎样',
  note: '按规则往后推演，什么也还没发生。假定之后都按时刻走。',
  ways: '要按什么',
  extend: (by: string) => `本环节 ${by}`,
  skip: (title: string) => `跳过“${title}”`,
  hold: (time: string) => `停 ${time}`,
  give_extend: (by: string) => `就 ${by}`,
  give_skip: '就跳过',
  give_hold: '现在暂停',
  loading: '正在推演…',
  no_answer: '没有推演结果，请再试。',
  finish: (before: string, after: string, drift: string) =>
    before === after ? `结束约 ${after}，不变` : `结束约 ${before} → ${after}（${drift}）`,
  fixed: '定点',
  spare: (title: string, at: string, time: string) => `${at} “${title}”：还余 ${time}`,
  missed: (title: string, at: string, time: string) => `${at} “${title}”：赶不上，晚 ${time}`,
  windows: '窗口开启',
  draws: '开奖的信标',
  gone: '不再有',
  nothing: '窗口、开奖和定点都不变。',
  not_whole: '这一晚很长，只推演了前面几小时。',
  to_spare: (time: string) => `余 ${time}`,
  over: (time: string) => `超 ${time}`,
}

export type WhatIfWords = typeof what_if
