from gala.after.report.words import kind_text
from run_sheet import KINDS


def test_every_kind_has_a_chinese_name() -> None:
    assert [kind for kind in KINDS if kind_text(kind)[0] == kind] == []
    assert kind_text("later") == ("later", "later")
