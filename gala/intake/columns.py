"""Which column of a producer's table is which: headers in Chinese and English, and corrections."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gala.grid.cells import Row, letter
from gala.grid.headers import bare, by_header
from gala.grid.wrong import SaidError
from run_sheet.said import Said

ID, TITLE, TITLE_EN, KIND, LENGTH, AT, END = (
    "id",
    "title",
    "title_en",
    "kind",
    "length",
    "at",
    "end",
)
NOTES, NOTES_EN, GUESTS, SKIP = "notes", "notes_en", "guests", "skip"
PROMPTER, PROMPTER_EN = "prompter", "prompter_en"
GOODS, YUAN, FEN, STOCK, OPENS, OPEN_FOR, ROOM = (
    "goods", "price", "price_fen", "stock", "opens", "open_for", "room",
)  # fmt: skip
POOL, POOL_FEN, PACKETS, MIN, MIN_FEN, MAX, MAX_FEN, PER_VIEWER = (
    "pool", "pool_fen", "packets", "min", "min_fen", "max", "max_fen", "per_viewer",
)  # fmt: skip
PRIZES, PRIZE_COUNTS, PRIZE_VALUES, ALTERNATES, ENTRIES = (
    "prizes", "prize_counts", "prize_values", "alternates", "entries",
)  # fmt: skip
NOTHING = "-"
"""A column that is left out on purpose."""

SECONDS, MINUTES, HOURS = 1_000, 60_000, 3_600_000

HEADERS = {
    ID: "id, 编号, 代号",
    TITLE: "title, name, segment, item, 环节, 环节名称, 标题, 名称, 节目, 节目名称, "
    "内容, 项目, 流程",
    TITLE_EN: "title en, english title, 英文标题, 英文名称, 英文名, 标题英文",
    KIND: "kind, type, timer type, 类型, 环节类型, 形式, 类别",
    LENGTH: "length, duration, dur, 时长, 用时, 时间长度, 长度, 预计时长",
    AT: "at, start, start time, time start, time, 开始, 开始时间, 起始时间, 时间, 起, 时间点",
    END: "end, end time, time end, 结束, 结束时间, 止",
    NOTES: "note, notes, remark, remarks, comment, comments, 备注, 说明, 台本",
    NOTES_EN: "note en, notes en, english notes, 英文备注",
    PROMPTER: "prompter, teleprompter, host script, host lines, 主持词, 主持人词, "
    "口播, 口播词, 提词, 提词器",
    PROMPTER_EN: "prompter en, host script en, english prompter, 英文主持词, 英文提词",
    GUESTS: "guest, guests, cast, talent, people, on stage, 嘉宾, 人员, 出场, 出场人员, "
    "演员, 参与人",
    SKIP: "skip, 跳过",
    GOODS: "goods, product, sku, 商品, 商品编号, 货号",
    YUAN: "price, price yuan, 价格, 秒杀价, 活动价, 价格元, 秒杀价元",
    FEN: "price fen, 价格分, 秒杀价分",
    STOCK: "stock, units, 库存, 件数, 数量",
    OPENS: "opens, window opens, 开窗, 开抢",
    OPEN_FOR: "open for, window, 窗口, 窗口时长, 开窗时长",
    ROOM: "room, 房间, 直播间",
    POOL: "pool, pool yuan, 奖池, 奖池元, 总金额, 总金额元, 红包总额, 红包总额元",
    POOL_FEN: "pool fen, 奖池分, 总金额分, 红包总额分",
    PACKETS: "packets, 红包数, 红包个数, 红包数量",
    MIN: "min packet, min yuan, 最小红包, 最小红包元, 单个最少, 单个最少元",
    MIN_FEN: "min fen, 最小红包分, 单个最少分",
    MAX: "max packet, max yuan, 最大红包, 最大红包元, 单个最多, 单个最多元",
    MAX_FEN: "max fen, 最大红包分, 单个最多分",
    PER_VIEWER: "per viewer, 每人几个, 每人个数, 每人最多",
    PRIZES: "prize, prizes, 奖品, 奖品名称, 奖项",
    PRIZE_COUNTS: "prize count, prize counts, winners, 名额, 中奖人数, 奖品数, 奖品数量",
    PRIZE_VALUES: "prize value, prize values, 奖品价值, 奖品价值元, 奖品单价, 奖品单价元",
    ALTERNATES: "alternates, 候补, 候补人数, 替补",
    ENTRIES: "entries, 沿用报名, 报名场次",
    NOTHING: "no, 序号, 序, colour, color, link start, end action, warning time, time warning, "
    "danger time, time danger",
}
_FIELDS = by_header(HEADERS) | {"#": NOTHING, "№": NOTHING}
KEYS = frozenset(HEADERS)

FEN_OF = {YUAN: FEN, POOL: POOL_FEN, MIN: MIN_FEN, MAX: MAX_FEN}
"""The keys of a sheet that columns in yuan are for."""

OF_KINDS = (
    *(GOODS, YUAN, FEN, STOCK, OPENS, OPEN_FOR, ROOM),
    *(POOL, POOL_FEN, PACKETS, MIN, MIN_FEN, MAX, MAX_FEN, PER_VIEWER, ALTERNATES, ENTRIES),
)
"""What only some kinds have a place for, and stands in a cell of its own."""

_UNITS = (
    (re.compile(r"(分钟|分|mins?|minutes?)$"), MINUTES),
    (re.compile(r"(秒钟?|secs?|seconds?|s)$"), SECONDS),
    (re.compile(r"(小时|hours?|h)$"), HOURS),
)
_HEADER_ROWS_MAX = 40
_BETWEEN = re.compile(r"[/|、,，\n]")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is taken for. `key` None: it is kept in the notes, under its header.

    `unit_ms` is what a bare number in it counts, where the header says so.
    """

    place: int
    header: str
    key: str | None
    unit_ms: int | None = None

    @property
    def named(self) -> str:
        """How messages name it."""
        return f"{letter(self.place)} `{self.header}`"

    def said(self) -> Said:
        """Return the line of the preview."""
        unit = {SECONDS: Said("按秒", "in seconds"), MINUTES: Said("按分钟", "in minutes"),
                HOURS: Said("按小时", "in hours")}.get(self.unit_ms or 0)  # fmt: skip
        if self.key is None:
            taken = Said(
                f"记入备注：`{self.header}：…`", f"kept in the notes, as `{self.header}: …`"
            )
        elif self.key == NOTHING:
            taken = Said("不用", "not used")
        elif self.key in FEN_OF:
            fen = FEN_OF[self.key]
            taken = Said(f"{fen}，按元读", f"{fen}, read as yuan")
        elif self.key == PRIZE_COUNTS:
            taken = Said("prizes 的 count", "count of the prizes")
        elif self.key == PRIZE_VALUES:
            taken = Said("prizes 的 value_fen，按元读", "value_fen of the prizes, read as yuan")
        else:
            taken = Said(self.key, self.key)
        more = Said(f"，{unit.zh}", f", {unit.en}") if unit else Said("", "")
        return Said(
            f"{letter(self.place)} 列 `{self.header}` → {taken.zh}{more.zh}",
            f"column {letter(self.place)} `{self.header}` -> {taken.en}{more.en}",
        )


class MapError(SaidError):
    """A correction that fits no column, or no key; it says what there is."""


def header_row(rows: Sequence[Row]) -> int:
    """Return the index of the row that heads the columns: the one with most headers that are known.

    Notes may stand above it. Without a known header it is the first row.
    """
    best, most = 0, 0
    for index, row in enumerate(rows[:_HEADER_ROWS_MAX]):
        known = {key for cell in row.cells if (key := _key(cell.text)[0]) is not None}
        if len(known) > most:
            best, most = index, len(known)
    return best


def columns_of(header: Row) -> list[Column]:
    """Return what each column is taken for; the second of a kind goes to the notes."""
    found: list[Column] = []
    for place, cell in enumerate(header.cells):
        text = " ".join(cell.text.split())
        if not text:
            continue
        key, unit_ms = _key(text)
        if key not in (None, NOTHING) and key in [one.key for one in found]:
            key = None
        found.append(Column(place, text, key, unit_ms))
    return found


def corrected(columns: Sequence[Column], wishes: Mapping[str, str]) -> list[Column]:
    """Return the columns with what somebody has said: a header or a letter, and the key.

    Raises `MapError`.
    """
    made = list(columns)
    for which, key in wishes.items():
        if key not in KEYS:
            keys = ", ".join(sorted(KEYS))
            raise MapError(
                f"--map {which}={key}：键有 {keys}", f"--map {which}={key}: the keys are {keys}"
            )
        named = [
            index
            for index, one in enumerate(made)
            if bare(one.header) == bare(which) or letter(one.place) == which.upper()
        ]
        if len(named) != 1:
            listed = ", ".join(one.named for one in columns)
            raise MapError(
                f"--map {which}={key}：从这些列里写一个：{listed}",
                f"--map {which}={key}: name one of the columns {listed}",
            )
        if key not in (NOTHING, NOTES):
            made = [replace(one, key=None) if one.key == key else one for one in made]
        made[named[0]] = replace(made[named[0]], key=key)
    return made


def _key(header: str) -> tuple[str | None, int | None]:
    """Return the key of a header, and the unit that it names."""
    for part in (header, *_BETWEEN.split(header)):
        name = bare(part)
        if name in _FIELDS:
            return _FIELDS[name], None
        for pattern, unit_ms in _UNITS:
            key = _FIELDS.get(pattern.sub("", name))
            if key in (LENGTH, OPENS, OPEN_FOR) and pattern.search(name):
                return key, unit_ms
    return None, None
