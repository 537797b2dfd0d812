import { count } from '../../format'
import { promised } from '../../promise'
import type { CheckWords } from './check'

/** Everything that the verify page says, in Chinese. Its type is what other languages owe. */
export const zh = {
  page: '验证',
  title: '这一夜，算给您看',
  lead: '抽奖、红包雨和秒杀的每个结果，任何人都能在自己的设备上重新算一遍。文件不会离开这台设备。',
  other_lang: 'English',
  other_lang_label: 'Switch to English',
  skip: '跳到结果',

  drop: '把证明文件拖到这里',
  drop_note: '一个或几个证明文件，或整个记录文件夹。',
  choose_files: '选择文件',
  choose_folder: '选择文件夹',
  link: '或粘贴本站的证明链接',
  link_hint: '/proof/draw/1.json',
  open: '打开',
  again: '再验证别的',

  notes: {
    no_link: '这不是一个链接。',
    not_there: '这个链接下没有证明文件。抽奖开出之后才会有。',
    bad_pins: '这个 pins.json 不完整，没有采用。',
    new_pins: '已改用您给出的公钥，并记在这台设备上。',
    empty: '里面没有文件。',
  },
  elsewhere: (host: string) =>
    `本页只能读取本站的文件，不能读取 ${host} 的。请先下载那个文件，再拖到这里。`,

  keys: '主办方的公钥',
  keys_print: '指纹',
  keys_note:
    '验证只认这台设备记住的公钥，从不采信文件里写的。请与舞台屏幕上的指纹比对；要换，把另一个 pins.json 拖进来。',
  keys_loading: '正在取公钥…',
  keys_none: '还没有公钥，无法验证。请把主办方公布的 pins.json 拖到这里。',
  keys_differ: '警告：本站现在给出的公钥，和您第一次来时记住的不一样！',
  keys_came: '警告：文件里夹带了另一份公钥，没有采用。',
  keys_differ_note:
    '可能是换了一场晚会，也可能有人在冒充。在您选择之前不会采用。请先与舞台屏幕或主办方公布的指纹比对。',
  keys_kept: '记住的',
  keys_other: '另一份',
  keys_stay: '不换',
  keys_switch: '换成另一份',

  tasks: '验证的文件',
  checking: '正在验算…',
  proven: '已证明',
  not_proven: '未能证明',
  rehearsed: '验算无误，但只是彩排',
  took: (ms: number) => `在这台设备上用了 ${count(Math.max(1, Math.round(ms)))} 毫秒`,
  verdict: {
    draw: '中奖名单由事先封存的参与者、事先约定的信标轮次和事先承诺的密钥唯一决定。本机算出的名单与公布的完全一致。',
    rain: '每个红包的金额和归属都由事先定下的数据唯一决定。本机重新拆分了整个奖池，一分不差。',
    voided: '这一次抽奖作废了，作废的时间和理由符合规则。作废的编号留在日志里，不会消失。',
    window: '窗口里的每一件都在这里，与日志中封存的总数和根完全一致。',
    entry: '这一条目确实在这棵树里，它的号码就是下面这些。',
    receipt: '主办方确实签发过这张凭证。封存的名单里若没有它，这张凭证就是证据。',
    record: '整夜的记录前后一致：每个文件、每一行日志、每张凭证、每棵树和每次抽奖都重新算过。',
  },
  failed_at: (title: string) => `没有通过：${title}`,
  failed_means: '请不要相信这个文件里的任何结果。文件可能损坏、被改过，或属于别的晚会。',
  rehearsal: '彩排信标：对外人什么也证明不了',
  rehearsal_note: '信标由主办方自己运行，随机数它可以事先知道。彩排和演示用它；正式抽奖不应使用。',

  checks: '逐项检查',
  pending: '还没有检查',
  check_ok: '通过',
  check_bad: '没有通过',
  detail: '细节',
  unproven: '这里没有证明的',
  gaps: {
    persons: '每个观众都是一个真实的人。入场券和资格由平台说了算。',
    arrival: '秒杀中谁先到。库存的时钟在主办方手里。',
    disk: '磁盘真的按承诺落了盘。告诉你之前数据已在哪些磁盘上，由主办方说了算；存储若丢了什么，签过名的凭证会显出来。',
    quicknet: '信标的守护者没有串通。drand 要够多的成员合谋，才能事先知道随机数。',
    rehearsal: '对外人而言的任何事：彩排信标由主办方自己运行。',
    hall: '舞台上真的摇出了这个结果。它和在场的眼睛一样可信。',
    one_log: '所有人看到的是同一份日志。请把舞台屏幕上的根与这里的比对。',
    silence: '主办方没有隐瞒。没有开出的抽奖，大家都看得见。',
    untold: '没有漏掉之后的重新封存或撤销。整夜的记录里都有。',
    later: '没有漏掉之后的递补或重新封存，未参与者确已在之前中奖。整夜的记录里都有。',
    frozen: '这个根就是日志里封存的那一个。请与抽奖证明里或整夜记录里的根比对。',
    kept: '这张凭证已计入封存的名单。请取它的条目证明来比对。',
    unheard: '信标确实没有按时说话。保存轮次的人可以去查；谎称过时，等于多抽一次。',
    terms: '保障申请符合节目单写明的条件和额度：这份节目单本页读不懂，由 gala verify 来检查。',
    audited: '审核人签的正是这些商品：这份节目单的商品本页读不懂，由 gala verify 来检查。',
    auditors: '钥匙确属审核人本人，以及审核人看过什么：钥匙由节目单写明，签字只表示持有人为这些话负责。',
    approvers: '批准人签的正是这份节目单：由 gala verify 重做摘要来检查。钥匙确属批准人本人、两把钥匙确是两个人：由节目单写明。',
    replay: '节目按规则进行：由 gala replay 和 gala verify 重演规则来检查。',
  },

  draw: (number: number) => `第 ${count(number)} 次抽奖`,
  rain: (number: number) => `第 ${count(number)} 次抽签：红包雨`,
  segment: '节目',
  window: '窗口',
  entries: (entries: number, numbers: number) =>
    entries === numbers ? `${count(entries)} 人` : `${count(entries)} 人，${count(numbers)} 个号码`,
  entered: '参与',
  root: '封存名单的根',
  log_root: '日志的根',
  round: '轮次',
  round_at: (round: number, time: string) => `${count(round)}（${time}）`,
  no_round: '无',
  beacon: '信标',
  beacons: { quicknet: 'drand quicknet', rehearsal: '彩排信标', hall: '现场摇出' },
  word: '信标的话',
  committed: '承诺于',
  winners: '本机算出的中奖者',
  place: (place: number) => `第 ${count(place + 1)} 位`,
  alternate: '候补',
  passed: (reason: string) => `已递补：${reason}`,
  nobody: '没有人',
  worth: (value: string) => `价值 ${value}`,
  unit_at: (price: string) => `一件，${price}`,
  more: (n: number) => `再显示 ${count(n)} 位`,
  voided: '已作废',
  void_reasons: { late: '信标过时未到', empty: '没有人参与' } as { readonly [key: string]: string },
  announced: '已揭晓',
  not_announced: '尚未在台上揭晓',

  pool: '奖池',
  paid: '已发',
  returned: '退回',
  pool_sum: '已发 + 退回 = 奖池',
  packets_opened: (opened: number, packets: number) =>
    `拆开 ${count(opened)} 个，共 ${count(packets)} 个`,
  sizes: '红包大小',
  sizes_are: (least: string, middle: string, most: string) =>
    `最小 ${least}，中位 ${middle}，最大 ${most}`,
  bar: (n: number, from: string, to: string) => `${from} 至 ${to}：${count(n)} 个`,

  outlet: '渠道',
  given: '给出',
  declared: '申报',
  unsold: '未售出',
  leaves: (n: number) => `${count(n)} 片叶子`,
  owner: '持有人',
  unit: '件号',
  quantity: '数量',
  numbers: '号码',
  price: '价格',
  at: '时间',
  batch: '批次',
  night: '晚会',
  root_of_night: '日志第 0 行',
  promise: '告知之时',
  promised: (text: string) => promised(text, 'zh'),
  nobody_got: '这一件没有售出',

  record_figures: (files: number, claims: number, batches: number) =>
    `${count(files)} 个文件，${count(claims)} 张凭证，${count(batches)} 个签名批次`,
  record_draws: '抽奖与红包雨',
  record_windows: '封存的窗口',
  record_voided: '已撤销',
  voided_units: (window: string, gen: number, units: number, reason: string) =>
    `${window} 第 ${count(gen)} 轮：${count(units)} 件作废。${reason}`,
  record_guarantees: '保障申请',
  record_audits: '审核人签过的商品',
  audited_by: (goods: string, auditor: string, on: string) => `${goods}：${auditor}，${on}`,
  audited_text: '签的就是这些话，由节目单重做：',
  guarantees_are: (claims: number, met: number, refused: number, open: number, money: string) =>
    `${count(claims)} 笔：兑现 ${count(met)} 笔，共 ${money}；拒绝 ${count(refused)} 笔；待处理 ${count(open)} 笔`,
  prizes_held: (n: number) => `${count(n)} 人中奖`,

  find: '找我的条目',
  find_label: '您的短码、完整代号，或凭证上的整行叶子',
  find_hint: '7F3A·91C2',
  find_go: '查找',
  find_none: '这里没有这个代号。',
  find_rain: '红包雨的证明里没有代号。请输入凭证上的整行叶子，或在收红包的那台设备上打开本页。',
  find_own: '这台设备上的凭证',
  hit: {
    prize: (draw: number, place: string, prize: string) =>
      `第 ${count(draw)} 次抽奖：${place}，得到 ${prize}`,
    alternate: (draw: number, place: string) => `第 ${count(draw)} 次抽奖：${place}，候补`,
    passed: (draw: number, place: string) => `第 ${count(draw)} 次抽奖：${place}，已递补给下一位`,
    not_drawn: (draw: number) => `第 ${count(draw)} 次抽奖：没有抽中`,
    packets: (draw: number, chances: number, packets: number, money: string) =>
      `第 ${count(draw)} 次抽签：${count(chances)} 次机会，${count(packets)} 个红包，共 ${money}`,
    leaf: (window: string, outlet: string, unit: number, quantity: number) =>
      quantity === 1
        ? `${window}：${outlet} 渠道第 ${count(unit)} 件`
        : `${window}：${outlet} 渠道第 ${count(unit)} 至 ${count(unit + quantity - 1)} 号`,
  },

  check: {
    encoding: {
      title: '写法',
      means: '文件只有一种写法，改动任何一个字节都会露出来。',
      broken: '这不是证明文件，或者它被改动过。',
    },
    bundle: {
      title: '内容齐全',
      means: '文件里该有的都有，没有多余的东西。',
      broken: '文件缺了东西，或者多了东西。',
    },
    'checkpoint signature': {
      title: '检查点签名',
      means: '主办方的日志密钥签过这份日志的长度和根。',
      broken: '签名不是您记住的那把密钥的。可能是别的晚会，也可能是伪造的。',
    },
    'log path': {
      title: '日志里确有其行',
      means: '每一行都在签过名的日志里，位置不差。',
      broken: '有一行不在主办方签过的日志里。',
    },
    lines: {
      title: '日志行的内容',
      means: '每一行写法唯一，哈希盖住全部内容，字段齐全。',
      broken: '有一行的内容不合规定。',
    },
    story: {
      title: '先后顺序',
      means: '先封存名单，再承诺，最后开出，中间没有别的可能。',
      broken: '这些行的先后不可能成立。',
    },
    manifest: {
      title: '承诺书',
      means: '奖品、规则、密钥和信标在开出之前就写定了。',
      broken: '承诺书与日志或密钥不符。',
    },
    'frozen entries': {
      title: '封存的参与者',
      means: '承诺书用的正是日志里封存的那份名单，没有人进出。',
      broken: '承诺书用的不是日志里封存的名单。',
    },
    round: {
      title: '信标轮次',
      means: '轮次由承诺的时刻算出，那时它的随机数还不存在。',
      broken: '轮次不是规则给出的那一轮，随机数可能事先就有。',
    },
    outcome: {
      title: '有结果',
      means: '这次抽奖已经开出，或已作废并留下记录。',
      broken: '日志到这里为止，既没有开出，也没有作废。',
    },
    void: {
      title: '作废合规',
      means: '作废的时间符合规则：或是信标过时，或是在轮次之前叫停。',
      broken: '作废得不是时候，可能是不喜欢结果。',
    },
    beacon: {
      title: '信标的话',
      means: '随机数确实是信标在这一轮说的。',
      broken: '随机数不是信标说的。',
    },
    'vrf proof': {
      title: '主办方的那一半',
      means: '主办方加入的那一半只有一个可能的值，不能挑选。',
      broken: '主办方给出的值不是唯一的那一个。',
    },
    places: {
      title: '名次',
      means: '由种子一个一个重新抽，每一位都是号码的真正主人。',
      broken: '公布的人不是种子抽中的人。',
    },
    packets: {
      title: '红包',
      means: '由种子重新拆了整个奖池，金额、归属和总数都一致。',
      broken: '奖池的拆法不是种子给出的拆法。',
    },
    'passed over': {
      title: '递补',
      means: '不能领奖的人由下一位递补，每次都有记录和理由。',
      broken: '有一次递补不合规则。',
    },
    'frozen tree': {
      title: '封存的树',
      means: '由全部叶子重新建树，根和总数与日志里的一致。',
      broken: '这些叶子建不出日志里的那棵树。',
    },
    'sum path': {
      title: '求和路径',
      means: '从这片叶子一路走到根，并得出它拥有的号码。',
      broken: '这片叶子到不了这个根。',
    },
    'receipt signature': {
      title: '凭证签名',
      means: '主办方的凭证密钥签过这一批，其中就有这一张。',
      broken: '签名不是您记住的那把密钥的，这张凭证不可信。',
    },
    record: {
      title: '文件清单',
      means: '记录自带一份清单，写法唯一。',
      broken: '清单缺失或被改动过。',
    },
    'record signature': {
      title: '清单签名',
      means: '日志密钥签过这份清单。',
      broken: '清单不是您记住的那把密钥签的。',
    },
    files: {
      title: '每个文件',
      means: '每个文件的大小和摘要都对，一个不多，一个不少。',
      broken: '有文件被改动、缺失或多出来。',
    },
    log: {
      title: '整份日志',
      means: '从第一行起环环相扣，没有断开，没有缺号。',
      broken: '日志断开了，或者密钥不符。',
    },
    checkpoint: {
      title: '检查点',
      means: '签名的检查点盖住了整份日志。',
      broken: '检查点盖的不是这份日志。',
    },
    origin: {
      title: '同一夜',
      means: '清单和日志说的是同一场晚会。',
      broken: '清单和日志说的不是同一场晚会。',
    },
    claims: {
      title: '给出的每一件',
      means: '按先后串成一条链，件号没有缺口。',
      broken: '给出的记录断开了，或者缺了件号。',
    },
    receipts: {
      title: '凭证批次',
      means: '每一件都在某个签过名的批次里，顺序一致。',
      broken: '有一批凭证与给出的记录不符。',
    },
    window: {
      title: '窗口',
      means: '由凭证重建的树与日志里封存的一致。',
      broken: '重建的树与日志里封存的不一致。',
    },
    'topped up': {
      title: '加货',
      means: '人工加的货都在封存树里，谁加的、为什么，都写着。',
      broken: '封存树里的库存与申报的加上后来加的对不上。',
    },
    revoked: {
      title: '撤销',
      means: '两个人撤销了这几轮的结果。它们照样计数，但已作废。',
      broken: '同一轮被撤销了不止一次。',
    },
    numbers: {
      title: '编号连续',
      means: '抽奖编号从 1 起没有缺口，没有一次被藏起来。',
      broken: '编号有缺口，或者有一次没头没尾。',
    },
    draw: {
      title: '抽奖',
      means: '从封存的名单和信标重新抽了一遍，结果一致。',
      broken: '重新抽的结果与公布的不一致。',
    },
    bundles: {
      title: '证明文件齐全',
      means: '每次抽奖和每个秒杀窗口都有证明文件。',
      broken: '证明文件有缺失或多余。',
    },
    'bundle file': {
      title: '证明文件',
      means: '证明文件自身成立，并与日志的每一行一致。',
      broken: '证明文件与日志不一致。',
    },
    guarantees: {
      title: '保障申请',
      means: '每笔申请都有真实的凭证，符合节目单的条件，一张凭证一项保障只申请一次，先申请后决定，金额不超过上限和额度。',
      broken: '有一笔申请或决定不可能成立。',
    },
    audits: {
      title: '播前审核',
      means: '节目单写明的审核人签的正是这些商品，文本由节目单重做；直播中卖的商品都有签字。',
      broken: '有签字不是所写审核人对这些商品签的，或卖了没人签过字的商品。',
    },
    approvals: {
      title: '无人值守的批准',
      means: '这一晚自己进行，事先有节目单写明的两个人各用自己的钥匙签了字。',
      broken: '有签字不是所写批准人的，或没有两个人批准就无人值守地播出了。',
    },
  } satisfies CheckWords,
}

export type Words = typeof zh
