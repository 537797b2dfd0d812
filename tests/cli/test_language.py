import pytest

from gala.cli.language import Language, failure, is_chinese
from run_sheet.said import Said


def test_the_option_goes_before_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert not is_chinese(None)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert is_chinese(None)
    assert not is_chinese(Language.EN)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert not is_chinese(None)
    assert is_chinese(Language.ZH)


def test_a_failure_is_in_the_language_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    said = Said("没有", "there is none")
    assert str(failure(said, Language.EN)) == "there is none"
    ended = failure(said, None, 1)
    assert (str(ended), ended.code) == ("没有", 1)
