"""Writes tests/vectors: examples of every primitive, bundles, good and bad, and a whole record.

    .venv/bin/python -m tests.proof.vectors

Verifiers in any language are held to these files; a test holds the files to this code.
"""

import json
from pathlib import Path
from typing import Any

from run_sheet import Rule, audited_digest, audited_texts, parse
from tests import audited as by_auditors
from tests.proof.audited_sheets import ODDLY_WRITTEN, SHORT
from tests.proof.cheats import all_bad
from tests.proof.night import PINS, Night, by_drand, in_the_hall, rain_by_drand, rehearsed
from tests.proof.primitives import proof

FOLDER = Path(__file__).parent.parent / "vectors"
LENIENT = Path(__file__).parents[2] / "web" / "src" / "proof" / "lenient-rules.json"
"""The rules that a waiver may name, for the page that makes audited texts again."""


def bundles() -> dict[str, Any]:
    """Return the pins, bundles that hold under them, and some that do not, with the check."""
    return {
        "about": "made by tests/proof/vectors.py; `check` names the first check that fails",
        "pins": json.loads(PINS.data()),
        "good": [{"name": name, "data": data.decode()} for name, data in all_good()],
        "bad": [
            {"name": name, "data": data.decode(), "check": check} for name, data, check in all_bad()
        ],
    }


def record() -> dict[str, Any]:
    """Return the pins, and every file of a record that holds under them."""
    files = {path: data.decode() for path, data in rehearsed().files().items()}
    return {
        "about": "made by tests/proof/vectors.py; the secrets are those of proof.json",
        "pins": json.loads(PINS.data()),
        "files": files,
    }


def audited() -> dict[str, Any]:
    """Return sheets with the text that auditors sign of all that each sells, and its digest."""
    # What a night keeps of a sheet with loops is written out.
    sheets = (by_auditors.SHEET, ODDLY_WRITTEN, parse(SHORT).text)
    return {
        "about": "made by tests/proof/vectors.py; `short` leaves its goods to who writes it out",
        "sheets": [_audited(text) for text in sheets],
        "short": _audited(SHORT),
    }


def _audited(text: str) -> dict[str, Any]:
    sheet = parse(text).sheet
    assert sheet is not None, parse(text).errors
    texts = audited_texts(sheet)
    goods = {name: {"text": each, "digest": audited_digest(each)} for name, each in texts.items()}
    return {"sheet": text, "goods": goods}


def lenient() -> dict[str, str]:
    """Return the codes of the rules that may be waived, by slug."""
    return {rule.slug: rule.code for rule in Rule if rule.lenient}


def all_good() -> list[tuple[str, bytes]]:
    """Return a bundle of every kind that there can be."""
    night = rehearsed()
    return [
        ("rain with more chances than packets", night.draw(1)),
        ("rain with fewer chances than packets", night.draw(2)),
        ("draw with a winner passed over", night.draw(3)),
        ("draw that came too late", night.draw(4)),
        ("draw that was called off", night.draw(5)),
        ("draw without earlier winners", night.draw(6)),
        ("seckill by lot", night.draw(7)),
        ("draw by quicknet", by_drand().draw(1)),
        ("draw by the hall", in_the_hall().draw(1)),
        ("rain by quicknet", rain_by_drand().draw(1)),
        ("seckill window", night.window("flash")),
        ("rain window", night.window("rain")),
        ("window nobody came to", _empty()),
        ("entry", night.entry("entry", 3)),
        ("last entry", night.entry("entry", 6)),
        ("unsold unit", night.entry("flash", 4)),
        ("only entry", _alone()),
        ("receipt", night.kept[1].bundle()),
        ("receipt of a batch of one", night.kept[9].bundle()),
    ]


def _empty() -> bytes:
    night = Night()
    night.freeze("entry", ("app", 0), ("tv", 0))
    return night.window("entry")


def _alone() -> bytes:
    night = Night()
    night.give("entry", ("ann", "app", 2))
    night.freeze("entry", ("app", 0))
    return night.entry("entry", 0)


def written(value: dict[str, Any]) -> str:
    """Return the text of a file of vectors."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


MADE = {"proof": proof, "bundles": bundles, "record": record, "audited": audited}


def main() -> None:
    """Write the files."""
    for name, make in MADE.items():
        FOLDER.joinpath(f"{name}.json").write_text(written(make()), encoding="utf-8")
    LENIENT.write_text(written(lenient()), encoding="utf-8")


if __name__ == "__main__":
    main()
