"""YAML syntax errors in plain words."""

from __future__ import annotations

from yaml.error import MarkedYAMLError

from .problem import Problem, problem
from .rules import Rule
from .said import Said

_TAB = (
    Said("该用空格的地方有制表符", "a tab stands where YAML wants spaces"),
    Said("用空格缩进，每层两个", "indent with spaces, two for each level"),
)

# Part of what the parser says, libyaml's words or PyYAML's own -> what it means for the writer of a
# sheet, and what to do.
_MEANINGS: tuple[tuple[tuple[str, ...], Said, Said], ...] = (
    (
        ("mapping values are not allowed",),
        Said("这里的 `:` 前面不能是键", "a `:` stands where no key can be"),
        Said(
            "含 `: ` 的文字要加引号；或检查这一行的缩进",
            "put text that has `: ` in it in quotes, or check the indentation of this line",
        ),
    ),
    (
        ("could not find expected ':'",),
        Said("键后面少了 `:`", "a key without its `:`"),
        Said(
            "写成 `key: value`；跨行的文字要加引号",
            "write `key: value`; a text over several lines goes in quotes",
        ),
    ),
    (
        ("expected <block end>", "did not find expected key", "expected '-' indicator"),
        Said("这一行和上面对不上", "this line does not fit the lines above it"),
        Said(
            "同一组的键要从同一列开始；检查缩进和引号",
            "keys of one mapping start in the same column; check the indentation and the quotes",
        ),
    ),
    (
        ("found unexpected end of stream",),
        Said("引号没有收尾", "a quote is opened and never closed"),
        Said("用同样的引号收尾", "close it with the same kind of quote"),
    ),
    (
        ("expected ',' or",),
        Said("括号里的列表或键值没有收尾", "a list or mapping in brackets is not closed"),
        Said("补上缺的 `,`、`]` 或 `}`", "add the missing `,`, `]` or `}`"),
    ),
    (
        ("that cannot start any token",),
        Said("值不能以这个字符开头", "this character cannot begin a value"),
        Said("给文字加上引号", "put the text in quotes"),
    ),
    (
        ("expected '<document start>'", "expected <document start>", "directive"),
        Said("流程单结束后还有内容", "something follows the end of the sheet"),
        Said("删掉前面的 `...`，或删掉后面的内容", "delete the `...` before it, or what follows"),
    ),
    (
        ("incompatible YAML document",),
        Said("YAML 版本不同", "another version of YAML"),
        Said("删掉 `%YAML` 那一行", "delete the `%YAML` line"),
    ),
    (
        ("undefined alias",),
        Said("别名没有对应的内容", "an alias to nothing"),
        Said("以 * 开头的文字要加引号", "text that begins with * goes in quotes"),
    ),
    (
        ("while scanning an a",),
        Said("& 和 * 在 YAML 里表示锚点", "& and * begin YAML anchors"),
        Said("给文字加上引号", "put the text in quotes"),
    ),
    (
        ("invalid Unicode character",),
        Said("`\\` 后面的码不是字符", "the code after `\\` is no character"),
        Said("直接写这个字符", "write the character itself"),
    ),
    (
        ("unknown escape",),
        Said("`\\` 后面的转义不认识", "an unknown escape after `\\`"),
        Said("反斜杠写成 `\\\\`", "write `\\\\` for a backslash"),
    ),
)


def not_yaml(reason: str) -> tuple[Said, Said]:
    """Return message and hint for an error that only the parser's own `reason` explains."""
    hint = (
        Said(f"解析器说：{reason}", f"the parser says: {reason}")
        if reason
        else Said("检查引号、括号和缩进", "check quotes, brackets and indentation")
    )
    return Said("从这里起不是有效的 YAML", "this is not valid YAML from here on"), hint


def explain_syntax(error: MarkedYAMLError, text: str) -> Problem:
    """The problem for an error of the YAML parser in `text`, at the place it marks."""
    mark = error.problem_mark or error.context_mark
    position = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    if mark is not None and text[mark.index : mark.index + 1] == "\t":
        return problem(Rule.TAB, position, (), *_TAB)
    said = " ".join(str(part) for part in (error.problem, error.context) if part)
    for parts, message, hint in _MEANINGS:
        if any(part in said for part in parts):
            return problem(Rule.SYNTAX, position, (), message, hint)
    return problem(Rule.SYNTAX, position, (), *not_yaml(said[:100]))
