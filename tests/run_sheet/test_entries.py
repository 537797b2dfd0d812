import pytest
from pydantic import ValidationError

from run_sheet.entries import explained
from run_sheet.written import Inclusion


def test_mistakes_in_an_entry_are_told_of_its_own_path() -> None:
    entry = {"include": "goods.yaml", "inclde": 1, "tmes": 2}
    with pytest.raises(ValidationError) as caught:
        Inclusion.model_validate(entry)
    path = ("segments", 7, "segments", 1)
    near, far = explained(caught.value, "include", entry, path, lambda each: each[2:])
    assert near.path == (*path, "inclde")
    assert near.message.en == "there is no key `inclde` in `segments[1]`"
    assert near.hint.en == "did you mean `include`?"
    assert far.hint.en == "keys here are `include`"
