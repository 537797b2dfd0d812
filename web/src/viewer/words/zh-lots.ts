import { count } from '../../format'
import { promised } from '../../promise'

const numbers = (unit: number, quantity: number) =>
  quantity === 1 ? `第 ${count(unit)} 号` : `第 ${count(unit)}–${count(unit + quantity - 1)} 号`

/** What the viewer's page says of rains, draws and what proves them, in Chinese. */
export const zhLots = {
  numbers,
  ticket: numbers,
  code: '您今晚的代号',
  code_note: '公布名单时用它，别人无法由它找到您。',
  root: '名单指纹',
  frozen: (entries: number) => `共 ${count(entries)} 人参加，名单已固定`,
  frozen_note: '从现在起，多一个、少一个都会让这串指纹变样。',
  beacon: {
    quicknet: '公共随机信标 drand quicknet',
    rehearsal: '彩排信标',
    hall: '现场',
  },
  rehearsal_note: '彩排信标：对外不能证明任何事',
  /** In two halves, between which a line may end. */
  decided_by: (round: number, beacon: string): [string, string] => [
    `由${beacon}的第 ${count(round)} 轮决定，`,
    '那一轮现在还不存在',
  ],
  decided_by_hall: ['由现场当众抽出的号码决定，', '抽出之前谁也不知道'] as [string, string],
  round_in: '距那一轮还有',
  round_here: '那一轮已到，正在开启…',
  in_draw: (unit: number, quantity: number) => `您在总名单里：${numbers(unit, quantity)}`,
  computing: '这台手机正在计算…',
  computed: '由这台手机算出',
  unavailable: '暂时取不到核对要用的数据，还没有在这台手机上算过。会自动再试。',
  refused: '这台手机算出的与公布的不一致，请不要相信这个结果。',
  other_keys: '本站现在公布的公钥，与这台手机第一次见到的不同，所以旧公钥核对不上。',
  use_other_keys: '改用现在的公钥',
  proof_link: '查看完整证明',
  voided: {
    late: '信标没有按时出现，这一次作废。会用同一份名单重来。',
    called_off: '在那一轮到来之前，两位负责人一起取消了这一次。',
    other: '这一次作废。',
  },
  rain: {
    pool: '红包总额',
    packets: '红包个数',
    each: '每个',
    range: (least: string, most: string) => `${least} 至 ${most}`,
    field: '红包雨：点红包就能接住，也可以用下面的按钮',
    left: (left: string) => `还有 ${left}`,
    caught: (n: number, most: number) => `${n} / ${most}`,
    caught_label: (n: number, most: number) => `已接住 ${n} 个，最多 ${most} 个`,
    theatre: '再点不会更多：点得快的人，并不会多得。',
    catch: '接住一个',
    catch_more: (n: number, most: number) => `再接一个（${n} / ${most}）`,
    press: {
      unannounced: '红包雨即将开始',
      coming: (left: string) => `${left} 后开始`,
      asking: '正在登记…',
      pending: '正在确认…',
      too_early: '到点自动再登记',
      sold_out: '雨已停',
      closed: '雨已停',
      not_eligible: '暂不符合条件',
      unknown: '没有这场红包雨',
    },
    claim: {
      idle: (most: number) =>
        most === 1
          ? '接住一个，就有 1 次机会。点得再快，也不会比别人多。'
          : `接住几个就有几次机会，每人最多 ${most} 次。点得再快，也不会比别人多。`,
      catching: (n: number, most: number) => `已接住 ${n} 个，最多 ${most} 个。雨停之前会自动交上去。`,
      sent: '已交上去，正在登记您的机会。',
      sent_offline: '断线了。您接住的已记下，重连后会用同一个编号再登记一次。',
      pending: '还没有答复：这不是「没有」。我们会继续问，直到有结果。',
      too_early: '比开始时间早了一点。到点会自动再登记。',
      sold_out: '雨已停，没有登记到您的机会。',
      closed: '雨已停，没有登记到您的机会。',
      not_eligible: '这场红包雨只对上面说的人开放。',
      unknown: '服务器没有这场红包雨。',
      won: (unit: number, quantity: number) =>
        `您有 ${quantity} 次机会：本渠道${numbers(unit, quantity)}`,
    },
    after_close: '金额在雨停之后由信标决定，里外都没有人能提前知道。',
    entries: (people: number, chances: number) =>
      `${count(people)} 人，共 ${count(chances)} 次机会，名单已固定`,
    not_in: '这一场您没有接到红包。',
    mine: '您的红包',
    mine_more: (n: number) => `${n} 个红包`,
    none: '这次没有红包：机会比红包多，由抽签决定。',
    sums: (paid: string, back: string, pool: string) =>
      `发出 ${paid} + 退回 ${back} = 总额 ${pool}`,
    opened: (n: number) => `大家一起拆开了 ${count(n)} 个红包`,
    given_up: {
      empty: '没有人接住红包，总额全部退回。',
      late: '信标三次都没有按时出现，总额全部退回。',
      over: '晚会已结束，总额全部退回。',
      other: '这场红包雨没有开成，总额全部退回。',
    },
  },
  draw: {
    enter: '参加抽奖',
    press: {
      unannounced: '报名即将开始',
      coming: (left: string) => `${left} 后开始报名`,
      asking: '正在登记…',
      pending: '正在确认…',
      too_early: '到点自动再登记',
      sold_out: '报名已截止',
      closed: '报名已截止',
      not_eligible: '暂不符合条件',
      unknown: '没有这场抽奖',
    },
    claim: {
      idle: '每人一份。早一点、晚一点、按几次，机会都一样。',
      sent: '已送出，正在登记。早到晚到，机会一样。',
      sent_offline: '断线了。您的报名已记下，重连后会用同一个编号再登记一次。',
      pending: '还没有答复：这不是「没报上」。我们会继续问，直到有结果。',
      too_early: '比开始报名早了一点。到点会自动再登记，不用再按。',
      sold_out: '报名已截止，没有登记到您。',
      closed: '报名已截止，没有登记到您。',
      not_eligible: '这次抽奖只对上面说的人开放。',
      unknown: '服务器没有这场抽奖。',
      won: (unit: number, weight: number) =>
        weight === 1
          ? `您已参加：本渠道${numbers(unit, 1)}`
          : `您已参加：权重 ${count(weight)}，本渠道${numbers(unit, weight)}`,
    },
    closes_in: (left: string) => `还有 ${left} 截止`,
    none_entered: '这次抽的是前面报名的人。',
    alternates: (n: number) => `另抽候补 ${count(n)} 位`,
    sealed: ['已由这台手机算出；', '主持人打开信封前先封着'] as [string, string],
    announced: '主持人已打开信封',
    result: {
      drawn: (prize: string) => `您被抽中：${prize}`,
      won: (prize: string) => `您中了：${prize}`,
      alternate: (no: number) => `您是候补第 ${no} 位`,
      alternate_note: '有中奖人不能领奖时，依次递补。',
      none: '这次没有抽中您',
      passed_over: '您被抽中，但奖项已递补给下一位',
      passed_over_note: '理由记在完整证明里。',
      not_in: '您没有参加这次抽奖',
    },
    winners: '中奖名单',
    alternate: '候补',
    you: '您',
    more: (n: number) => `另有 ${count(n)} 位，见完整证明`,
    contradicts: '公布的名单与这台手机算出的不一致，请不要相信它。',
    given_up: {
      empty: '没有可抽的人了，这里不再抽奖。',
      late: '信标三次都没有按时出现，这里不再抽奖。',
      over: '晚会已结束，这里不再抽奖。',
      other: '这里不再抽奖。',
    },
  },
  lot: {
    enter: (price: string) => `登记，抽中后 ${price} 买一件`,
    press: {
      unannounced: '登记即将开始',
      coming: (left: string) => `${left} 后开始登记`,
      asking: '正在登记…',
      pending: '正在确认…',
      too_early: '到点自动再登记',
      sold_out: '登记已截止',
      closed: '登记已截止',
      not_eligible: '暂不符合条件',
      unknown: '没有这场抢购',
    },
    claim: {
      idle: '这一场靠抽签：每人一份，早到晚到、按几次，机会都一样。',
      sent: '已送出，正在登记。早到晚到，机会一样。',
      sent_offline: '断线了。您的登记已记下，重连后会用同一个编号再登记一次。',
      pending: '还没有答复：这不是「没登记上」。我们会继续问，直到有结果。',
      too_early: '比开始登记早了一点。到点会自动再登记，不用再按。',
      sold_out: '登记已截止，没有登记到您。',
      closed: '登记已截止，没有登记到您。',
      not_eligible: '这一场只对上面说的人开放。',
      unknown: '服务器没有这场抢购。',
      won: (unit: number, weight: number) =>
        weight === 1
          ? `您已登记：本渠道${numbers(unit, 1)}。截止之后抽签，手机上会告诉您。`
          : `您已登记：权重 ${count(weight)}，本渠道${numbers(unit, weight)}。截止之后抽签，手机上会告诉您。`,
    },
    rule: '按签：先到不占先',
    here: (units: number) => `本渠道 ${count(units)} 件，只在本渠道登记的人里抽`,
    none_here: '本渠道没有库存，登记了也抽不到。',
    waitlist: (n: number) => `另抽 ${count(n)} 位排队，有人让出时依次递补`,
    closes_in: (left: string) => `还有 ${left} 截止`,
    sealed: ['已由这台手机算出；', '主持人宣布之前先放着'] as [string, string],
    announced: '结果已宣布',
    odds: (units: number, entries: number) =>
      units >= entries
        ? `本渠道 ${count(units)} 件，${count(entries)} 份登记：人人有份`
        : `本渠道 ${count(units)} 件，${count(entries)} 份登记：每 ${count(entries)} 份里抽 ${count(units)} 份`,
    odds_weighed: (units: number, all: number) =>
      `本渠道 ${count(units)} 件，${count(all)} 个号码；您的权重就是您的号码数`,
    returned: (n: number) => `${count(n)} 件登记的人不够，退回`,
    result: {
      drawn: (_outlet: string) => '抽中了您，有您一件',
      won: (_outlet: string) => '您抽中了：有您一件',
      alternate: (no: number) => `这次没有抽中，您在本渠道排第 ${no} 位`,
      alternate_note: '有人让出时，按抽出的顺序递补。',
      none: '这次没有抽中您',
      passed_over: '您被抽中，但这一件已递补给下一位',
      passed_over_note: '理由记在完整证明里。',
      not_in: '这一场您没有登记',
    },
    winners: '抽中名单',
    alternate: '排队',
    contradicts: '公布的名单与这台手机算出的不一致，请不要相信它。',
    given_up: {
      empty: '没有人登记，全部退回。',
      late: '信标三次都没有按时出现，不再抽签，全部退回。',
      over: '晚会已结束，不再抽签，全部退回。',
      other: '不再抽签，全部退回。',
    },
  },
  wallet: {
    of: { seckill: '抢购凭证', rain: '红包雨机会', draw: '抽奖登记', lot: '抢购登记' },
    chances: (n: number) => `${n} 次机会`,
    entry: (weight: number) => (weight === 1 ? '一份' : `权重 ${count(weight)}`),
    waiting: '等待开奖',
    checked: {
      checking: '正在这台手机上核对…',
      so: '已在这台手机上核对',
      refused: '签名核对不上',
      other_keys: '还没有核对：公钥换过了',
      unavailable: '还没有核对：暂时取不到公钥',
      no_proof: '没有附带签名',
    },
    promise: (text: string) => `告知之时：${promised(text, 'zh')}`,
    another_night: '不是这场晚会的凭证，没有核对',
    save: '保存凭证',
    save_failed: '暂时取不到本场的名称，请稍后再保存。',
  },
}

export type LotWords = typeof zhLots
