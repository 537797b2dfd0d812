"""What a phone must load before it shows anything."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

PAGES = Path(__file__).parents[2] / "gala" / "console" / "pages"
FIRST_BYTES_MAX = 90_000
"""Of script, compressed, before the verifier is asked for (which comes as a worker of its own)."""


def _loaded(script: str, seen: set[str]) -> set[str]:
    """Return a script and everything that it imports at once."""
    if script in seen:
        return seen
    seen.add(script)
    text = (PAGES / "assets" / script).read_text(encoding="utf-8")
    for name in re.findall(r"""(?:^|[;}\s])import\s*(?:[^"'()]*?from\s*)?["']\./([^"']+)""", text):
        _loaded(name, seen)
    return seen


def test_the_viewers_first_scripts_are_small() -> None:
    page = (PAGES / "index.html").read_text(encoding="utf-8")
    scripts: set[str] = set()
    for name in re.findall(r"""(?:src|href)="/assets/([^"]+\.js)\"""", page):
        _loaded(name, scripts)
    assert scripts
    size = sum(len(gzip.compress((PAGES / "assets" / name).read_bytes())) for name in scripts)
    print(f"{size} bytes in {sorted(scripts)}")
    assert size <= FIRST_BYTES_MAX
