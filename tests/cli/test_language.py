import pytest

from gala.cli.language import Language, is_chinese


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
