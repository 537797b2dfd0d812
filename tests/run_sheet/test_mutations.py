"""No sheet, whatever is wrong with it, is answered with a traceback.

`GALA_FUZZ_SHEETS` says how many are tried, 150 without it; each run begins somewhere else, or at
`GALA_FUZZ_FIRST`. What fails prints the number that makes the sheet again.
"""

from __future__ import annotations

import os
import random

from run_sheet import Parsed, advice, audited_texts, digest, parse
from run_sheet.differences import differences
from tests.run_sheet.mutations import FILES, KEYS, SHORT, WHOLE, mutated
from tests.run_sheet.sheets import assert_answered

SHEETS = int(os.environ.get("GALA_FUZZ_SHEETS", "150"))
FIRST = int(os.environ.get("GALA_FUZZ_FIRST", random.randrange(10**9)))


def test_the_sheets_have_every_key_and_no_error() -> None:
    for text in (WHOLE, SHORT):
        parsed = parse(text, files=FILES)
        assert parsed.sheet is not None, parsed.report()
    assert all(f"{key}:" in WHOLE + SHORT for key in KEYS)


def test_every_key_is_damaged_in_turn_and_no_sheet_is_answered_with_a_traceback() -> None:
    hit: set[str] = set()
    codes: set[str] = set()
    good = 0
    for number in range(FIRST, FIRST + SHEETS):
        text, damaged = mutated(number)
        hit |= damaged
        try:
            parsed = _answered(text)
        except Exception as error:
            again = f"GALA_FUZZ_FIRST={number} GALA_FUZZ_SHEETS=1"
            raise AssertionError(f"{again} makes the sheet again: {text[:2000]}") from error
        good += parsed.sheet is not None
        codes |= {problem.code for problem in parsed.problems}
    print(f"{SHEETS} sheets from {FIRST}: {good} could go on air, {len(codes)} rules, no traceback")
    assert len(KEYS) > SHEETS or hit == set(KEYS)


def test_a_number_makes_the_same_sheet_again() -> None:
    assert mutated(616) == mutated(616)
    assert len({mutated(number)[0] for number in range(50)}) > 45


def _answered(text: str) -> Parsed:
    """Hold a sheet to what is promised of every answer, and return the answer."""
    parsed = parse(text.encode("utf-8", "surrogatepass"), files=FILES)
    assert_answered(parsed)
    for problem in parsed.problems:
        assert problem.chart is None or problem.chart.lines(chinese=True)
    sheet = parsed.sheet
    if sheet is None:
        return parsed
    before = parse(WHOLE).sheet
    assert before is not None
    kept = parse(parsed.text).sheet
    assert kept is not None
    assert digest(kept) == digest(sheet)
    assert isinstance(audited_texts(sheet), dict)
    assert all(one.said.zh and one.said.en for one in differences(before, sheet))
    assert all(one.text.zh for one in advice(sheet))
    return parsed
