"""YAML syntax errors in plain English."""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError

from .problem import Problem, problem
from .rules import Rule

# Part of what the parser says -> what it means for the writer of a sheet, and what to do.
_MEANINGS = (
    ("'\\t'", "a tab stands where YAML wants spaces", "indent with spaces, two for each level"),
    (
        "mapping values are not allowed",
        "a `:` stands where no key can be",
        "put text that has `: ` in it in quotes, or check the indentation of this line",
    ),
    (
        "could not find expected ':'",
        "a key without its `:`",
        "write `key: value`; a text over several lines goes in quotes",
    ),
    (
        "expected <block end>",
        "this line does not fit the lines above it",
        "keys of one mapping start in the same column; check the indentation and the quotes",
    ),
    (
        "found unexpected end of stream",
        "a quote is opened and never closed",
        "close it with the same kind of quote",
    ),
    (
        "expected ',' or",
        "a list or mapping in brackets is not closed",
        "add the missing `,`, `]` or `}`",
    ),
    (
        "that cannot start any token",
        "this character cannot begin a value",
        "put the text in quotes",
    ),
    (
        "expected '<document start>'",
        "something follows the end of the sheet",
        "delete the `...` before it, or what follows",
    ),
    ("incompatible YAML document", "another version of YAML", "delete the `%YAML` line"),
    ("undefined alias", "an alias to nothing", "text that begins with * goes in quotes"),
    ("while scanning an a", "& and * begin YAML anchors", "put the text in quotes"),
    ("unknown escape", "an unknown escape after `\\`", "write `\\\\` for a backslash"),
)


def explain_syntax(error: MarkedYAMLError) -> Problem:
    """The problem for an error of the YAML parser, at the place it marks."""
    mark = error.problem_mark or error.context_mark
    position = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    said = " ".join(str(part) for part in (error.problem, error.context) if part)
    for part, message, hint in _MEANINGS:
        if part in said:
            rule = Rule.TAB if "tab" in message else Rule.SYNTAX
            return problem(rule, position, (), message, hint)
    hint = f"the parser says: {said[:100]}" if said else "check quotes, brackets and indentation"
    return problem(Rule.SYNTAX, position, (), "this is not valid YAML from here on", hint)
