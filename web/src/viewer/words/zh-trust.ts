import { count, yuan } from '../../format'
import type { Offered } from '../trust/api'

const SEATS: Readonly<Record<string, string>> = {
  director: '导演席',
  second: '第二席',
  viewer: '您本人',
}

/** What the viewer's page says of guarantees and claims on them, in Chinese. */
export const zhTrust = {
  title: '这件商品的保障',
  for_tier: (tiers: string) => `${tiers}专享`,
  begin: '申请保障',
  cancel: '先不申请',
  which: '要申请哪一项',
  said: '发生了什么',
  said_note: '只有处理的工作人员能看到这段话。请不要写电话和住址。',
  files: '照片或其他文件（可不选，最多 5 个）',
  choose_files: '选择文件',
  files_note: '文件留在您的手机里，我们只记下它的指纹，核实时再请您出示。',
  file_large: '有文件太大或读不了，已略过。',
  fingerprint: (n: number) => `已记下 ${count(n)} 个文件的指纹`,
  send: '提交申请',
  sending: '正在提交…',
  worth: (offer: Offered) => worth(offer),
  days: (days: number) => `购买后 ${count(days)} 天内可申请`,
  word: (merchant: string, by: string, on: string) => `${merchant}的承诺，由${by}于 ${on} 确认`,
  not_yours: '您的入场券上没有这一级信任卡。',
  nothing_left: '这张凭证的保障都已申请过了。',
  one_each: '每张凭证的每项保障只能申请一次。处理的结果和理由会以代号公开，您写的话不公开。',
  use: '使用这张券',
  use_once: '只能用一次。请在结账时再用。',
  use_sure: '现在就用',
  use_later: '以后再用',
  used: (fen: number, when: string) => `已使用，减 ${yuan(fen)} · ${when}`,
  number: (claim: string) => `编号 ${claim.slice(0, 8)}`,
  state: {
    filed: '已提交，等待处理',
    met: '已通过',
    refused: '未通过',
  },
  filed_at: (when: string) => `${when} 提交`,
  met_with: (fen: number) => `赔付 ${yuan(fen)}`,
  decided: (by: string, when: string) => `${SEATS[by] ?? by} · ${when}`,
  reason: (reason: string) => `理由：${reason}`,
  after: '晚会结束以后，也可以在这里申请和查看。',
  codes: {
    no_answer: '没有收到答复。可以放心再按一次，同一笔申请只算一次。',
    no_receipt: '暂时取不到这张凭证的完整内容，请稍后再试。',
    unknown: '没有办成，请稍后再试。',
  } as Readonly<Record<string, string>> & { unknown: string },
}

function worth({ limit_fen, times }: Offered): string {
  if (times > 0 && limit_fen > 0) return `赔所付的 ${times} 倍，最多 ${yuan(limit_fen)}`
  if (times > 0) return `赔所付的 ${times} 倍`
  return `最多 ${yuan(limit_fen)}`
}
