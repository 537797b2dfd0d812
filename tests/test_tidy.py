"""Rules about the repository itself, in the manner of TigerBeetle's tidy.

Each rule is one function over the tracked files (and the ones about to be); each finding names its
file and line. An exception stands in a table at the head, with its reason, and goes when it is
no longer one. Style, types and docstrings of modules are ruff's and mypy's, layers import-linter's.
"""

import ast
import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

LINES_MAX = 400
SOURCE = {".py", ".ts", ".tsx", ".lua"}

# Longer than LINES_MAX: path -> reason.
LONG: dict[str, str] = {}

# Without a test file of its own: path -> where it is tested instead.
TESTED_ELSEWHERE: dict[str, str] = {
    f"gala/ports/{name}.py": "declarations: tests/contract and tests/store hold what keeps them"
    for name in ("alerts", "clock", "draws", "errors", "ledger", "log", "streams", "viewers")
}

LOCK_FILES = {
    "Pipfile.lock",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "pnpm-lock.yaml",
    "poetry.lock",
    "uv.lock",
    "yarn.lock",
}

# The brackets keep a pattern from finding itself.
BANNED = {
    "unfinished work belongs in an issue": re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|for no[w])\b"),
    "a path of one machine": re.compile(
        r"(?<![\w.*~}-])/(?:wor[k]|roo[t]|hom[e]|User[s]|tm[p])/\w"
    ),
    "the host of a package registry": re.compile(
        r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|proxy\.golang\.org)\b"
    ),
    "the address of a package index": re.compile(r"--(?:extra-)?index-ur[l]|\"resolved\": \"http"),
    "an ignore that names no rule": re.compile(r"#\s*type:\s*ignore(?!\[)|#\s*noqa(?!: [A-Z])"),
}
# Where a banned text is right: (path, what it would be) -> reason.
ALLOWED: dict[tuple[str, str], str] = {}

LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")


@cache
def files() -> tuple[str, ...]:
    """The paths of the repository: tracked, or neither tracked nor ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return tuple(sorted({path for path in listed if path and (ROOT / path).is_file()}))


@cache
def text(path: str) -> str:
    """A file's text; empty for what is not text."""
    try:
        return (ROOT / path).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""


def numbered(path: str) -> Iterator[tuple[str, str]]:
    """Each line of a file behind its `path:line`."""
    for number, line in enumerate(text(path).split("\n"), start=1):
        yield f"{path}:{number}", line


def modules() -> list[str]:
    """The Python modules that want a test: not the faces of packages, which only re-export."""
    return [
        path
        for path in files()
        if path.startswith(("gala/", "run_sheet/"))
        and path.endswith(".py")
        and Path(path).name not in ("__init__.py", "__main__.py")
    ]


def has_own_test(module: str) -> bool:
    """gala/edge/socket.py is tested by tests/edge/test_socket*.py; run_sheet keeps its name."""
    place = Path(module.removeprefix("gala/"))
    start = f"tests/{place.parent.as_posix()}/test_{place.stem.strip('_')}".replace("/./", "/")
    return any(re.fullmatch(re.escape(start) + r"(_\w+)?\.py", path) for path in files())


def links(page: str) -> Iterator[tuple[str, str]]:
    """The links of a Markdown file to other files, as `path:line` and the target from the root."""
    fenced = False
    for where, line in numbered(page):
        fenced ^= line.lstrip().startswith("```")
        for target in [] if fenced else LINK.findall(re.sub(r"`[^`]*`", "", line)):
            if not re.match(r"[a-z]+:|#", target):
                path = Path(page).parent / target.partition("#")[0]
                yield where, os.path.normpath(path)


def check(findings: list[str]) -> None:
    """Fail with one finding a line."""
    if findings:
        pytest.fail("\n".join(findings), pytrace=False)


def test_every_module_has_its_own_test() -> None:
    bare = {module for module in modules() if not has_own_test(module)}
    check([f"{module}: no test file of its own" for module in sorted(bare - set(TESTED_ELSEWHERE))])
    check([f"{module}: has one, or is gone" for module in sorted(set(TESTED_ELSEWHERE) - bare)])


def test_files_are_short() -> None:
    source = [path for path in files() if Path(path).suffix in SOURCE and path[:6] != "tests/"]
    long = {path for path in source if text(path).count("\n") > LINES_MAX}
    check([f"{path}: over {LINES_MAX} lines" for path in sorted(long - set(LONG))])
    check([f"{path}: no longer long, or gone" for path in sorted(set(LONG) - long)])


@pytest.mark.parametrize("why", BANNED)
def test_no_banned_text(why: str) -> None:
    check(
        [
            f"{where}: {why}: {found.group()}"
            for path in files()
            if (path, why) not in ALLOWED
            for where, line in numbered(path)
            if (found := BANNED[why].search(line))
        ]
    )


def test_allowed_text_is_still_there() -> None:
    check(
        [
            f"{path}: has no such text any more: {why}"
            for path, why in ALLOWED
            if not BANNED[why].search(text(path))
        ]
    )


def test_only_the_command_line_prints() -> None:
    check(
        [
            f"{path}:{node.lineno}: print() outside gala/cli"
            for path in files()
            if path.startswith(("gala/", "run_sheet/")) and path.endswith(".py")
            if not path.startswith("gala/cli/")
            for node in ast.walk(ast.parse(text(path)))
            if isinstance(node, ast.Call)
            if isinstance(node.func, ast.Name) and node.func.id == "print"
        ]
    )


def test_no_lock_files() -> None:
    check(
        [
            f"{path}: versions are pinned by hand"
            for path in files()
            if Path(path).name in LOCK_FILES
        ]
    )


def test_whitespace() -> None:
    check(
        [
            f"{where}: white space at the end of the line"
            for path in files()
            for where, line in numbered(path)
            if line != line.rstrip()
        ]
        + [
            f"{where}: a tab"
            for path in files()
            if path.endswith(".py")
            for where, line in numbered(path)
            if "\t" in line
        ]
        + [
            f"{path}: ends without exactly one newline"
            for path in files()
            if text(path) and (not text(path).endswith("\n") or text(path).endswith("\n\n"))
        ]
    )


def test_links_lead_somewhere() -> None:
    check(
        [
            f"{where}: no such file: {target}"
            for page in files()
            if page.endswith(".md")
            for where, target in links(page)
            if target.startswith("..") or not (ROOT / target).exists()
        ]
    )


def test_every_page_of_docs_can_be_found() -> None:
    pages = [path for path in files() if path.startswith("docs/") and path.endswith(".md")]
    found: set[str] = set()
    open_ends = ["README.md", "docs/README.md"]
    while open_ends:
        page = open_ends.pop()
        if page in files() and page.endswith(".md") and page not in found:
            found.add(page)
            open_ends += [target for _, target in links(page)]
    check([f"{page}: no link leads here from README.md" for page in pages if page not in found])


def test_each_lua_library_is_named_for_its_file() -> None:
    check(
        [
            f"{path}: starts with {first!r}, not one #!lua name={Path(path).stem}"
            for path in files()
            if path.startswith("gala/store/functions/") and path.endswith(".lua")
            if (first := text(path).partition("\n")[0]) != f"#!lua name={Path(path).stem}"
        ]
    )
