"""What can be wrong with an include, in words."""

from __future__ import annotations

from .problem import Finding, Path
from .refusal import shown, shown_zh
from .rules import Rule
from .said import Said

_HINT = Said("见 docs/run-sheet.md 的“几个文件”", "see docs/run-sheet.md, Several files")


def twice(name: str, path: Path) -> Finding:
    """The same file is put in a second time."""
    return Finding(
        Rule.BAD_INCLUDE,
        path,
        Said(f"`{name}` 已经引用过了", f"`{name}` is included already"),
        Said(
            "只留一处；要把环节重复几遍，用 `repeat`",
            "keep one of the two; for segments that come several times there is `repeat`",
        ),
    )


def too_many(most: int, path: Path) -> Finding:
    """More files than anyone needs."""
    return Finding(
        Rule.BAD_INCLUDE,
        path,
        Said(f"引用的文件超过 {most} 个", f"more than {most} files are included"),
        Said("把几个文件合成一个", "make one file of several"),
    )


def unreadable(name: str, path: Path, why: Said) -> Finding:
    """The file cannot be had."""
    return Finding(
        Rule.NO_SUCH_FILE,
        path,
        Said(f"`{name}` 读不了：{why.zh}", f"`{name}` cannot be read: {why.en}"),
        Said(
            "文件名从流程单所在的文件夹写起；核对名字和大小写",
            "names begin at the sheet's folder; check the name, and its small and large letters",
        ),
    )


def too_much(most: int, path: Path) -> Finding:
    """All files together hold more values than a sheet may have."""
    return Finding(
        Rule.TOO_MANY_VALUES,
        path,
        Said(
            f"引用的文件一共有超过 {most:,} 个值",
            f"what is included has more than {most:,} values",
        ),
        Said("少引用一些；是不是选错了文件？", "include less; is one of these the wrong file?"),
    )


def whole(name: str, path: Path) -> Finding:
    """The file is a show of its own."""
    return Finding(
        Rule.BAD_INCLUDE,
        path,
        Said(f"`{name}` 本身是一份完整的流程单", f"`{name}` is a whole run sheet itself"),
        Said(
            "引用的文件只有列表和环节：把要共用的部分另存一个文件",
            "an included file has lists and segments only: put what is shared into a file of its "
            "own",
        ),
    )


def nested(path: Path) -> Finding:
    """An included file includes another; the path is that file's own."""
    return Finding(
        Rule.BAD_INCLUDE,
        path,
        Said("引用的文件不能再引用别的文件", "an included file cannot include another"),
        Said("写在流程单里", "name that file in the sheet itself"),
        on_key=True,
    )


def in_room(path: Path) -> Finding:
    """A room's running order is to come from a file."""
    return Finding(
        Rule.BAD_INCLUDE,
        path,
        Said("房间的环节不能从文件引用", "a room's segments are not included from a file"),
        Said(
            "把整个房间放进文件的 `rooms`，在流程单开头用 `include` 引用",
            "put the whole room into the `rooms` of a file, and name it by `include` at the top",
        ),
    )


def no_segments(name: str, path: Path) -> Finding:
    """Segments are asked for from a file that has none."""
    return Finding(
        Rule.BAD_INCLUDE,
        path,
        Said(f"`{name}` 里没有 `segments`", f"there are no `segments` in `{name}`"),
        Said(
            "在那个文件里写 `segments:`；只有列表的文件写在流程单开头的 `include` 里",
            "write `segments:` in that file; a file of lists is named by `include` at the top of "
            "the sheet",
        ),
    )


def unplaced(name: str, path: Path) -> Finding:
    """A file has segments, and nothing says where they go; the path is that file's own."""
    return Finding(
        Rule.BAD_INCLUDE,
        path,
        Said("没有说这些环节放在哪里", "nothing says where these segments go"),
        Said(
            f"在流程单的 `segments` 里写一项 `- include: {name}`",
            f"write an entry `- include: {name}` into the sheet's `segments`",
        ),
        on_key=True,
    )


def no_mapping(value: object) -> Finding:
    """A file that has no keys."""
    if value is None:
        return Finding(Rule.EMPTY, (), Said("文件是空的", "there is nothing in this file"), _HINT)
    return Finding(
        Rule.NOT_A_MAPPING,
        (),
        Said("引用的文件应是一组键值", "an included file is a mapping of keys to values"),
        Said("从 `goods:` 或 `segments:` 写起", "begin with `goods:` or `segments:`"),
    )


def unknown_key(key: str, keys: tuple[str, ...]) -> Finding:
    """A key that included files do not have."""
    known = [f"`{name}`" for name in keys]
    return Finding(
        Rule.UNKNOWN_KEY,
        (key,),
        Said(f"引用的文件没有 `{key[:60]}` 这个键", f"an included file has no key `{key[:60]}`"),
        Said(
            f"这里的键有：{'、'.join(known)}；其余写在流程单里",
            f"keys here are {', '.join(known)}; the rest stands in the sheet",
        ),
        on_key=True,
    )


def no_list(key: str, value: object) -> Finding:
    """A value of an included file that is no list."""
    return Finding(
        Rule.WRONG_TYPE,
        (key,),
        Said(
            f"`{key}` 应为列表，现在是 {shown_zh(value)}",
            f"`{key}` must be a list, not {shown(value)}",
        ),
        Said("每项各占一行，写在 `- ` 后面", "write each entry on a line of its own, after `- `"),
    )
