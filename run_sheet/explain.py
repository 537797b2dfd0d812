"""Errors of pydantic in the words of the sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from .keys import keys_at, without_kind
from .kinds import KINDS
from .nearest import nearest
from .problem import Finding, Path, path_text
from .refusal import MARK, shown, shown_zh
from .room_segments import ROOM_KINDS
from .rules import Rule
from .said import Said, both, did_you_mean
from .scalars import plain_value


def _as_it_is(path: Path) -> Path:
    return path


def explain(
    errors: list[ErrorDetails], data: object, written: Callable[[Path], Path] = _as_it_is
) -> list[Finding]:
    """A finding for each error, save for a missing key that a misspelt one stands in for.

    Messages name paths as `written` has them.
    """
    misspelt = {
        (*error["loc"][:-1], near)
        for error in errors
        if error["type"] == "extra_forbidden" and (near := _near_key(error["loc"]))
    }
    return [
        _finding(error, data, written)
        for error in errors
        if not (error["type"] == "missing" and error["loc"] in misspelt)
        # pydantic counts valid entries only; those that are not have errors of their own.
        if not (error["type"] == "too_short" and len(error["input"]) > 0)
    ]


def _finding(error: ErrorDetails, data: object, written: Callable[[Path], Path]) -> Finding:
    kind, location = error["type"], error["loc"]
    context: Mapping[str, Any] = error.get("ctx", {})
    path = without_kind(location)
    if kind == "missing":
        return _missing(location, path, _inside(written(path)))
    if kind.startswith("union_tag"):
        return _unknown_kind(kind, context, path, _inside(written((*path, "kind"))))
    if kind == "extra_forbidden":
        return _unknown_key(location, path, error["input"], _inside(written(path)))
    path = _existing(path, data)
    label = _label(path)
    if kind == MARK:
        said = Said(*(text.replace("{label}", label) for text in context["said"]))
        return Finding(Rule[context["rule"]], path, said, context["hint"])
    rule, needs, hint = _needs(kind, context, label, error["input"])
    given = _given(kind, error)
    message = Said(
        f"`{label}` {needs.zh}，{given.zh}", f"`{label}` must be {needs.en}, not {given.en}"
    )
    return Finding(rule, path, message, hint)


_LIMITS = ("ge", "le", "min_length", "max_length")
_TEXTS = ("title", "text", "role", "host", "notes", "prompter", "note", "by", "whom")
_WRITE_TEXT = Said("写一些文字", "write some text")


def _needs(
    kind: str, context: Mapping[str, Any], label: str, value: object
) -> tuple[Rule, Said, Said]:
    """The rule, what the value must be, and what to do, for a type of pydantic's errors."""
    limit = next((context[name] for name in _LIMITS if name in context), 0)
    match kind:
        case "int_type":
            return Rule.WRONG_TYPE, Said("应为整数", "a whole number"), _number_hint(label, value)
        case "greater_than_equal":
            needs = Said(f"至少应为 {limit:,}", f"at least {limit:,}")
            return Rule.OUT_OF_RANGE, needs, Said(f"写 {limit} 或更大", f"write {limit} or more")
        case "less_than_equal":
            needs = Said(f"最多为 {limit:,}", f"at most {limit:,}")
            return Rule.OUT_OF_RANGE, needs, Said(f"写 {limit} 或更小", f"write {limit} or less")
        case "string_type":
            return Rule.WRONG_TYPE, Said("应为文字", "text"), _quoted(value) or _WRITE_TEXT
        case "string_too_short":
            needs = Said("应为有内容的文字", "text with something in it")
            hint = Said("写一些文字，或删掉这个键", "write some text, or delete the key")
            return Rule.BAD_TEXT, needs, hint
        case "string_too_long":
            needs = Said(f"最多 {limit:,} 个字符", f"at most {limit:,} characters")
            return Rule.BAD_TEXT, needs, Said("写短些", "say it in fewer words")
        case "string_unicode":
            needs = Said("应为有效的 Unicode 文字", "valid Unicode text")
            hint = Said("删掉 `\\ud…` 转义", "delete the `\\ud…` escapes")
            return Rule.BAD_TEXT, needs, hint
        case "tuple_type":
            hint = Said(
                "每项各占一行，写在 `- ` 后面",
                "write each entry on a line of its own, after `- `",
            )
            return Rule.WRONG_TYPE, Said("应为列表", "a list"), hint
        case "too_short":
            needs = Said(f"至少应有 {limit} 项", f"a list of at least {limit}")
            hint = Said("在 `- ` 后面加一项", "add an entry after `- `")
            return Rule.BAD_COUNT, needs, hint
        case "too_long":
            needs = Said(f"最多 {limit:,} 项", f"a list of at most {limit:,}")
            hint = Said("是不是把两场写进了一份流程单？", "is this two shows in one sheet?")
            return Rule.BAD_COUNT, needs, hint
        case "model_type" | "model_attributes_type" | "dict_type":
            return Rule.WRONG_TYPE, *_mapping_needs(label, value)
        case "literal_error":
            return Rule.WRONG_TYPE, *_choice_needs(context["expected"])
    hint = Said("这里写什么，见 docs/run-sheet.md", "see docs/run-sheet.md for what goes here")
    return Rule.WRONG_TYPE, Said("应为别的值", "something else"), hint


def _choice_needs(expected: str) -> tuple[Said, Said]:
    """What there is to choose from; pydantic has it in words, each choice in quotes."""
    names = [f"`{name}`" for name in re.findall("'([^']*)'", expected) or [expected]]
    listed = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return Said(f"应为 {'、'.join(names)} 之一", listed), Said("写其中一个", "write one of them")


def _mapping_needs(label: str, value: object) -> tuple[Said, Said]:
    if label.rpartition(".")[2] in _TEXTS:
        either = Said(
            "写文字，或写两种语言：`{zh: 开场, en: Opening}`",
            "write text, or both languages: `{zh: 开场, en: Opening}`",
        )
        return Said("应为文字", "text"), _quoted(value) or either
    return Said("应为一组键值", "a mapping of keys to values"), Said(
        "写成 `key: value` 的样子，例如 `{id: app, delay: 0s}`",
        "write `key: value` pairs, like `{id: app, delay: 0s}`",
    )


def _quoted(value: object) -> Said | None:
    """The hint for a number where text is wanted."""
    if isinstance(value, int | float):
        return Said(f'加上引号："{value}"', f'put it in quotes: "{value}"')
    return None


def _number_hint(label: str, value: object) -> Said:
    if isinstance(value, str) and value.replace(",", "").replace("_", "").isdecimal():
        digits = value.replace(",", "").replace("_", "")
        return Said(
            f"写 {digits}，不加引号和分隔符", f"write {digits}, without quotes or separators"
        )
    if label.endswith("_fen"):
        return Said(
            "金额是整数分，不写单位：12.50 元写 1250",
            "amounts are whole fen, without a unit: 12.50 yuan is 1250",
        )
    return Said("只写数字，例如 60", "write digits only, like 60")


def _given(kind: str, error: ErrorDetails) -> Said:
    if kind in ("too_short", "too_long") and isinstance(error["input"], list | dict):
        count = len(error["input"])
        return Said(f"现在有 {count} 项", f"of {count}")
    if kind in ("string_too_long", "string_unicode"):
        return Said("这段文字不是这样", "this text")
    return Said(f"现在是 {shown_zh(error['input'])}", shown(error["input"]))


def _missing(location: Path, path: Path, place: Said) -> Finding:
    key = str(location[-1])
    info = keys_at(location[:-1]).get(key)
    examples = info.examples if info is not None else None
    if key == "gala":
        hint = Said(
            "流程单从 `gala: 1` 写起，这是格式的版本",
            "begin the sheet with `gala: 1`, the version of the format",
        )
    elif examples:
        example = f"`{key}: {_flow(examples[0])}`"
        hint = Said(f"补上它，例如 {example}", f"add it, like {example}")
    else:
        hint = Said(f"补上 `{key}`", f"add `{key}`")
    return Finding(Rule.MISSING_KEY, path, _is_missing(key, place), hint)


def _is_missing(key: str, place: Said) -> Said:
    return Said(f"{place.zh}缺少 `{key}`", f"`{key}` is missing{place.en}")


def _flow(value: object) -> str:
    """A value as one would write it on one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    is_plain = not isinstance(value, str) or isinstance(plain_value(value), str)
    return str(value) if is_plain else f'"{value}"'


def _inside(path: Path) -> Said:
    """Where a key is missing or unknown; nothing at the top of the sheet."""
    if len(path) < 2:
        return both("")
    outer = path_text(path[:-1])
    return Said(f"`{outer}` 里", f" in `{outer}`")


def _unknown_key(location: Path, path: Path, value: object, place: Said) -> Finding:
    key = str(location[-1])
    near = _near_key(location)
    known = [f"`{name}`" for name in keys_at(location[:-1])]
    hint = (
        did_you_mean(near)
        if near
        else Said(f"这里的键有：{'、'.join(known)}", f"keys here are {', '.join(known)}")
    )
    if value is None and not near:
        # `{zh: 你好, en: Hello, world}` is YAML for a key `world` without a value.
        hint = Said(
            f"{{ }} 里带逗号的文字要加引号；{hint.zh}",
            f"text with a comma inside {{ }} goes in quotes; {hint.en}",
        )
    message = Said(
        f"{place.zh or '流程单里'}没有 `{key[:60]}` 这个键",
        f"there is no key `{key[:60]}`{place.en or ' in a run sheet'}",
    )
    return Finding(Rule.UNKNOWN_KEY, path, message, hint, on_key=True)


def _near_key(location: Path) -> str | None:
    return nearest(str(location[-1]), keys_at(location[:-1]))


def _unknown_kind(kind: str, context: Mapping[str, Any], path: Path, place: Said) -> Finding:
    known = ROOM_KINDS if path[0] == "rooms" else tuple(KINDS)
    names = [f"`{name}`" for name in known]
    kinds = Said(f"种类有：{'、'.join(names)}", f"kinds are {', '.join(names)}")
    if path[0] == "rooms":
        kinds = Said(
            f"房间里的{kinds.zh}；有窗口的环节和串门属于主会场",
            f"in a room {kinds.en}; windows and visits are the main stage's",
        )
    path = (*path, "kind")
    if kind == "union_tag_not_found":
        hint = Said(f"补上它；{kinds.zh}", f"add it; {kinds.en}")
        return Finding(Rule.MISSING_KEY, path, _is_missing("kind", place), hint)
    tag = str(context["tag"])[:60]
    near = nearest(tag, known)
    message = Said(f"没有 `{tag}` 这种环节", f"there is no kind of segment `{tag}`")
    if tag in KINDS:
        message = Said(f"房间里没有 `{tag}` 环节", f"a room has no segments of the kind `{tag}`")
    return Finding(Rule.UNKNOWN_KIND, path, message, did_you_mean(near) if near else kinds)


def _label(path: Path) -> str:
    """The keys after the last index: what the reader sees on the line."""
    keys: list[str] = []
    for part in reversed(path):
        if isinstance(part, int):
            break
        keys.append(part)
    return ".".join(reversed(keys)) or path_text(path)


def _existing(path: Path, data: object) -> Path:
    """The path as far as the sheet has it: plain text has no `zh`, though its model does."""
    for depth, part in enumerate(path):
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return path[:depth]
    return path
