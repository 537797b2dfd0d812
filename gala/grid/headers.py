"""The words that head the columns of a table, whatever spaces and marks people put into them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_MARKS = re.compile(r"[\s_\-()\[\]/:.*]+")


def bare(header: str) -> str:
    """Return a header to compare by: small, half-width, without spaces and marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", header).casefold())


def by_header(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the field of each bare header; `headers` has them by field, with commas."""
    return {
        bare(header): field for field, listed in headers.items() for header in listed.split(",")
    }
