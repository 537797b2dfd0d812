"""From YAML text to plain values, with the place of every key and value.

Built from the parser's events, so that depth and size are limited while reading, nothing is parsed
twice, and YAML features that a sheet does not need (aliases, tags) never take effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from .places import Places
from .problem import Path, Problem, problem
from .rules import Rule
from .said import Said
from .scalars import HugeNumber, plain_value
from .source import UNSEEN, unseen_said
from .syntax import explain_syntax, not_yaml

DEPTH_MAX = 32
VALUES_MAX = 400_000

# libyaml reads ten times as fast; where PyYAML was built without it, its own parser does.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document:
    """A sheet as plain values. `data` is None where nothing could be read.

    `unread` are paths whose values could not be taken; their problems are told already.
    """

    def __init__(self) -> None:
        self.data: Any = None
        self.places = Places()
        self.problems: list[Problem] = []
        self.unread: set[Path] = set()
        self.is_complete = False


def compose(text: str) -> Document:
    """Read YAML text. Never raises: what is wrong is in the document's problems.

    Unless `is_complete`, reading stopped at a problem and the values mean nothing.
    """
    document = Document()
    composer = _Composer(text, document)
    try:
        composer.compose()
        document.is_complete = True
    except _StopError:
        pass
    except MarkedYAMLError as error:
        document.problems.append(explain_syntax(error, text))
    except (YAMLError, ValueError, OverflowError) as error:
        # PyYAML lets a few of Python's own errors through, for escapes like "\UFFFFFFFF".
        mark = composer.last
        document.problems.append(
            problem(
                Rule.SYNTAX,
                (mark.line + 1, mark.column + 1) if mark else (1, 1),
                (),
                *not_yaml(str(error)[:80]),
            )
        )
    return document


class _StopError(Exception):
    """Reading any further makes no sense; the problem is in the document."""


class _Composer:
    def __init__(self, text: str, document: Document) -> None:
        self.events: Iterator[Any] = yaml.parse(text, _LOADER)
        self.document = document
        self.values = 0
        self.last: Any = None

    def next(self) -> Any:
        event = next(self.events)
        self.last = event.start_mark
        return event

    def tell(self, rule: Rule, event: Any, path: Path, message: Said, hint: Said) -> None:
        at = (event.start_mark.line + 1, event.start_mark.column + 1)
        self.document.problems.append(problem(rule, at, path, message, hint))

    def stop(self, rule: Rule, event: Any, path: Path, message: Said, hint: Said) -> NoReturn:
        self.tell(rule, event, path, message, hint)
        raise _StopError

    def compose(self) -> None:
        """The first document; its value is left None if there is none."""
        self.next()
        event = self.next()
        if isinstance(event, StreamEndEvent):
            return
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            self.tell(
                Rule.TAG,
                event,
                (),
                Said(
                    "流程单不用 YAML 指令（`%…`）",
                    "YAML directives (`%…`) are not used in run sheets",
                ),
                Said("删掉 `---` 上面的行", "delete the lines above `---`"),
            )
        self.document.data = self.node(self.next(), (), 0)
        self.next()
        after = self.next()
        if not isinstance(after, StreamEndEvent):
            self.stop(
                Rule.SEVERAL_DOCUMENTS,
                after,
                (),
                Said("这里开始了第二份文档", "a second document begins here"),
                Said(
                    "一个文件只放一份流程单：删掉这个 `---`，或分成两个文件",
                    "a file holds one run sheet: delete this `---` or make two files",
                ),
            )

    def node(self, event: Any, path: Path, depth: int) -> Any:
        self.count(event, path)
        mark = event.start_mark
        self.document.places.value(path, mark.line + 1, mark.column + 1)
        if isinstance(event, AliasEvent):
            return self.alias(event, path)
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self.alias(event, path)
        if event.tag not in (None, "!"):
            self.tell(
                Rule.TAG,
                event,
                path,
                Said("流程单不用 YAML 标签（`!…`）", "YAML tags (`!…`) are not used in run sheets"),
                Said(
                    "删掉标签；要把值当文字，就加引号",
                    "delete the tag; to make a value text, put it in quotes",
                ),
            )
            self.document.unread.add(path)
        if isinstance(event, ScalarEvent):
            return self.scalar(event, path)
        self.limit(event, path, depth + 1)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(path, depth + 1)
        return self.mapping(path, depth + 1)

    def alias(self, event: Any, path: Path) -> None:
        name = str(event.anchor)[:40]
        sign = "*" if isinstance(event, AliasEvent) else "&"
        self.tell(
            Rule.ALIAS,
            event,
            path,
            Said(
                f"`{sign}{name}` 在 YAML 里是别名；流程单不用别名",
                f"`{sign}{name}` is YAML for an alias; run sheets have none",
            ),
            Said(
                "把值写全；含 & 或 * 的文字要加引号",
                "write the value out; text with & or * goes in quotes",
            ),
        )
        self.document.unread.add(path)

    def seen(self, event: ScalarEvent, path: Path) -> None:
        """Tell of a character that cannot be seen: the text has none, but an escape may."""
        if event.style == '"' and (bad := UNSEEN.search(event.value)):
            self.tell(Rule.BAD_CHARACTER, event, path, *unseen_said(bad.group()))
            self.document.unread.add(path)

    def scalar(self, event: ScalarEvent, path: Path) -> Any:
        self.seen(event, path)
        value = plain_value(event.value) if event.implicit[0] else event.value
        if isinstance(value, HugeNumber):
            self.tell(
                Rule.HUGE_NUMBER,
                event,
                path,
                Said("这个数超过 15 位", "this number has more than 15 digits"),
                Said(
                    "金额以分计，数量以件计；如果是文字，加引号",
                    "amounts are in fen and counts in units; put it in quotes if it is text",
                ),
            )
            self.document.unread.add(path)
            return 0
        return value

    def sequence(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), SequenceEndEvent):
            items.append(self.node(event, (*path, len(items)), depth))
        return items

    def mapping(self, path: Path, depth: int) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        while not isinstance(event := self.next(), MappingEndEvent):
            key = self.key(event, path, depth)
            if key is None or key in pairs:
                if key is not None:
                    first_line, _ = self.document.places.find((*path, key), on_key=True)
                    self.tell(
                        Rule.DUPLICATE_KEY,
                        event,
                        (*path, key),
                        Said(
                            f"`{key[:60]}` 写了两次；第一次在第 {first_line} 行",
                            f"`{key[:60]}` is written twice; the first is on line {first_line}",
                        ),
                        Said("两个只留一个", "keep one of the two"),
                    )
                self.skip(self.next(), depth)
                continue
            mark = event.start_mark
            pairs[key] = self.node(self.next(), (*path, key), depth)
            self.document.places.key((*path, key), mark.line + 1, mark.column + 1)
        return pairs

    def key(self, event: Any, path: Path, depth: int) -> str | None:
        if isinstance(event, ScalarEvent) and event.tag is None and event.anchor is None:
            value = plain_value(event.value) if event.implicit[0] else event.value
            if isinstance(value, str):
                self.seen(event, (*path, value))
                return value
        self.tell(
            Rule.KEY_NOT_TEXT,
            event,
            path,
            Said("这个键不是文字", "this key is not text"),
            Said(
                '键是 `title` 这样的词；像 616 这样的键要加引号："616"',
                'keys are words like `title`; put a key like 616 in quotes: "616"',
            ),
        )
        self.skip(event, depth)
        return None

    def skip(self, event: Any, depth: int) -> None:
        """Go past a node without keeping it; the limits hold for it too."""
        opened = 0
        while True:
            self.count(event, ())
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                opened += 1
                self.limit(event, (), depth + opened)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                opened -= 1
            if opened == 0:
                return
            event = self.next()

    def count(self, event: Any, path: Path) -> None:
        self.values += 1
        if self.values > VALUES_MAX:
            self.stop(
                Rule.TOO_MANY_VALUES,
                event,
                path,
                Said(f"值超过 {VALUES_MAX:,} 个", f"there are more than {VALUES_MAX:,} values"),
                Said(
                    "流程单一般只有几千个值；是不是选错了文件？",
                    "a run sheet has some thousands; is this the right file?",
                ),
            )

    def limit(self, event: Any, path: Path, depth: int) -> None:
        if depth > DEPTH_MAX:
            self.stop(
                Rule.TOO_DEEP,
                event,
                path,
                Said(f"嵌套超过 {DEPTH_MAX} 层", f"nested more than {DEPTH_MAX} deep"),
                Said(
                    "流程单只需要五层；是不是少了括号？",
                    "a run sheet needs five levels; is a bracket not closed?",
                ),
            )
