"""From the rows of a table to segments: what cannot be placed goes to the notes, and is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gala.grid.cells import Cell, Row
from gala.grid.headers import bare
from gala.intake import columns as of
from gala.intake.cell_values import more_of
from gala.intake.clocks import ClockError, lengths_ms, of_day_ms
from gala.intake.columns import Column, columns_of, corrected, header_row
from gala.intake.guests import guests_of
from gala.intake.items import Item, give_ids, line_of, slug
from gala.intake.kinds import (
    DELAY,
    GROUP,
    GROUP_END,
    IGNORED,
    OTHERWISE,
    guessed,
    is_name_of,
    kind_of,
    mark_of,
    says_nothing,
)
from gala.intake.prizes import PrizeError, prizes_of
from gala.intake.said import Told
from run_sheet import KINDS, GuestSegment, Problem, Text
from run_sheet.said import Said
from run_sheet.source import read_text
from run_sheet.text import TEXT_CHARACTERS_MAX

_TOTALS = frozenset(map(bare, ("合计", "总计", "总时长", "total", "sum")))
_NO = frozenset(["", "false", "0", "no", "n", "否"])
_GUESTS_MAX = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table says: its columns, the segments in order, and what is to be told."""

    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    told: tuple[Told, ...]

    @property
    def mistakes(self) -> int:
        """How many mistakes there are."""
        return sum(one.is_mistake for one in self.told)


def read_rundown(rows: Sequence[Row], wishes: Mapping[str, str], outlets: Sequence[str]) -> Reading:
    """Return the segments in a table, one a row. `outlets` are those that its stock may name.

    `wishes` correct what columns are taken for. Raises `MapError`.
    """
    filled = [row for row in rows if not row.is_empty]
    if not filled:
        said = Said("里面什么也没有：是这个文件吗？", "nothing is in it: is this the right file?")
        return Reading((), (), (Told(said, is_mistake=True),))
    head = header_row(filled)
    columns = tuple(corrected(columns_of(filled[head]), wishes))
    reader = _Reader(columns, outlets)
    if head:
        above = filled[head - 1].number
        said = Said(
            f"表头以上到第 {above} 行没有读", f"rows up to {above}, above the headers, are not read"
        )
        reader.tell(None, None, said)
    if not any(one.key == of.TITLE for one in columns):
        said = Said(
            "没有一列是标题：用 --map 列=title 指定一列",
            "no column is the title: name one, like --map B=title",
        )
        reader.tell(filled[head].number, None, said, is_mistake=True)
        return Reading(columns, (), tuple(reader.told))
    for row in filled[head + 1 :]:
        reader.read(row)
    items = reader.finish()
    give_ids(items)
    if not items and not any(one.is_mistake for one in reader.told):
        said = Said("表头下面没有环节", "there are no segments below the headers")
        reader.tell(None, None, said, is_mistake=True)
    return Reading(columns, tuple(items), tuple(reader.told))


class _Reader:
    def __init__(self, columns: Sequence[Column], outlets: Sequence[str]) -> None:
        self.told: list[Told] = []
        self._columns = columns
        self._outlets = outlets
        self._items: list[Item] = []
        self._ahead: list[str] = []
        """Lines that go to the notes of the segment that comes next."""

    def read(self, row: Row) -> None:
        """Take a row in."""
        texts = {one.place: self._text(row, one) for one in self._columns}
        keyed = {one.key: texts[one.place] for one in self._columns if one.key is not None}
        title, kind_text = keyed.get(of.TITLE, ""), keyed.get(of.KIND, "")
        mark = mark_of(kind_text)
        if not any(text for one in self._columns if (text := texts[one.place])):
            return
        if mark == GROUP_END:
            return
        if mark in (IGNORED, DELAY) or keyed.get(of.SKIP, "").casefold() not in _NO:
            why = line_of(title) or kind_text
            self.tell(
                row, None, Said(f"`{why}` 标为跳过：没有写入", f"`{why}` is marked as left out")
            )
        elif bare(title) in _TOTALS:
            self.tell(
                row, None, Said(f"`{title}` 是合计行：没有写入", f"`{title}` is a total: left out")
            )
        elif mark is not None:
            name = Said("分组", "Group") if mark == GROUP else Said("节点", "Milestone")
            self._ahead += [f"{name.en}: {line}" for line in title.splitlines() if line.strip()]
            self._ahead += self._lines(texts, {of.TITLE, of.KIND})
        else:
            self._segment(row, texts, keyed)

    def finish(self) -> list[Item]:
        """Return the segments; lines that nothing comes after go to the last one."""
        if self._ahead and self._items:
            self._items[-1].notes += self._ahead
            self._ahead = []
        for item in self._items:
            for lines in (item.prompter, item.prompter_en):
                if len(lines) > TEXT_CHARACTERS_MAX:
                    said = Said(
                        "主持词超过 2,000 字：分到几个环节里，或用 --map 列=- 去掉这一列",
                        "more than 2,000 characters for the prompter: cut the segment in two, or "
                        "leave the column out, like --map F=-",
                    )
                    self.tell(item.row, self._column(of.PROMPTER), said, is_mistake=True)
            for notes in (item.notes, item.notes_en):
                if len("\n".join(notes)) > TEXT_CHARACTERS_MAX:
                    said = Said(
                        "备注合起来超过 2,000 字：用 --map 列=- 去掉一列",
                        "more than 2,000 characters of notes: leave a column out, like --map F=-",
                    )
                    self.tell(item.row, None, said, is_mistake=True)
        return self._items

    def tell(
        self, row: Row | int | None, column: Column | None, said: Said, *, is_mistake: bool = False
    ) -> None:
        """Note what is to be told about a row."""
        number = row.number if isinstance(row, Row) else row
        self.told.append(Told(said, number, column.named if column else None, is_mistake))

    def _segment(self, row: Row, texts: dict[int, str], keyed: dict[str, str]) -> None:
        title, title_en = keyed.get(of.TITLE, ""), keyed.get(of.TITLE_EN, "")
        if not (title or title_en):
            said = Said("没有标题：写上，或删掉这一行", "no title: write one, or delete the row")
            self.tell(row, self._column(of.TITLE), said, is_mistake=True)
            return
        zh, en = line_of(title or title_en), line_of(title_en or title)
        item = Item(row.number, OTHERWISE, Text(zh=zh, en=en), keyed.get(of.ID, ""))
        item.notes += self._ahead
        self._ahead = []
        used = (
            {of.TITLE, of.TITLE_EN} if (zh, en) == (title or title_en, title_en or title) else set()
        )
        used |= {of.KIND} if self._kind(row, item, keyed.get(of.KIND, ""), title) else set()
        used |= {of.ID} if slug(item.named) == item.named else set()
        used |= self._times(row, item, keyed)
        used |= self._parts(row, item, keyed)
        item.prompter = keyed.get(of.PROMPTER, "")
        item.prompter_en = keyed.get(of.PROMPTER_EN, "")
        used |= {of.PROMPTER, of.PROMPTER_EN}
        item.notes += self._lines(texts, used)
        item.notes_en += [keyed[of.NOTES_EN]] if keyed.get(of.NOTES_EN) else []
        self._items.append(item)

    def _kind(self, row: Row, item: Item, text: str, title: str) -> bool:
        """Find the kind; return whether the text needs no place in the notes."""
        if says_nothing(text):
            item.kind = guessed(title)
            return True
        found = kind_of(text)
        if found is None:
            item.kind = guessed(title)
            said = Said(
                f"类型 `{text[:40]}` 没有对应：写成 {item.kind}，原文记入备注",
                f"no kind is called `{text[:40]}`: taken as {item.kind}, kept in the notes",
            )
            self.tell(row, self._column(of.KIND), said)
            return False
        item.kind = found
        return is_name_of(text, found)

    def _times(self, row: Row, item: Item, keyed: dict[str, str]) -> set[str]:
        used = set()
        for key in (of.LENGTH, of.AT, of.END):
            text = keyed.get(key, "")
            column = self._column(key)
            if not text or column is None:
                continue
            used.add(key)
            try:
                if key == of.LENGTH:
                    item.lengths_ms = tuple(ms for ms in lengths_ms(text, column.unit_ms) if ms)
                elif key == of.AT:
                    item.start_ms = of_day_ms(text)
                else:
                    item.end_ms = of_day_ms(text)
            except ClockError as error:
                self.tell(row, column, error.said, is_mistake=True)
        return used

    def _parts(self, row: Row, item: Item, keyed: dict[str, str]) -> set[str]:
        """Take in guests, and what only some kinds have; return the keys that found a place."""
        used = set()
        if (text := keyed.get(of.GUESTS)) and issubclass(KINDS[item.kind], GuestSegment):
            guests = guests_of(text)
            if len(guests) <= _GUESTS_MAX and all(len(role) <= 120 for role, _ in guests):
                item.guests = guests
                used.add(of.GUESTS)
        if item.kind == "draw" and (text := keyed.get(of.PRIZES)):
            used |= self._prizes(row, item, text, keyed)
        for key in of.OF_KINDS:
            column, text = self._column(key), keyed.get(key, "")
            if column is None or not text:
                continue
            made = more_of(item.kind, column, text, self._outlets)
            if isinstance(made, Said):
                self.tell(row, column, made, is_mistake=True)
            elif made is not None:
                item.more |= made
                used.add(key)
        return used

    def _prizes(self, row: Row, item: Item, text: str, keyed: dict[str, str]) -> set[str]:
        """Take in what a draw gives away; return the keys that found a place."""
        beside = (of.PRIZE_COUNTS, of.PRIZE_VALUES)
        try:
            item.prizes = tuple(prizes_of(text, *(keyed.get(key, "") for key in beside)))
        except PrizeError as error:
            self.tell(row, self._column(of.PRIZES), error.said, is_mistake=True)
        return {of.PRIZES, *beside}

    def _lines(self, texts: dict[int, str], used: set[str]) -> list[str]:
        """Return lines for the notes of what has found no other place."""
        lines = []
        for one in self._columns:
            text = texts[one.place]
            unsaid = not text or text == "FALSE" or one.key in (of.NOTHING, of.SKIP, of.NOTES_EN)
            if unsaid or one.key in used:
                continue
            lines.append(text if one.key == of.NOTES else f"{one.header}: {text}")
        return lines

    def _column(self, key: str) -> Column | None:
        return next((one for one in self._columns if one.key == key), None)

    def _text(self, row: Row, column: Column) -> str:
        cell = row.cells[column.place] if column.place < len(row.cells) else Cell()
        if column.key == of.NOTHING:
            return ""
        if cell.problem:
            said = Said(f"读不出：{cell.problem.zh}", cell.problem.en)
            self.tell(row, column, said, is_mistake=True)
        read = read_text(cell.text)
        if isinstance(read, Problem):
            said = Said("：".join(read.zh), f"{read.message}: {read.hint}")
            self.tell(row, column, said, is_mistake=True)
            return ""
        return "\n".join(line.strip() for line in read.strip().splitlines())
