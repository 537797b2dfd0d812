from run_sheet.labels import labelled
from run_sheet.text import Text


def test_a_label_stands_behind_what_it_is_about() -> None:
    role = Text(zh="主播", en="Host")
    assert labelled(role, None) == role
    shown = labelled(role, Text(zh="AI 生成", en="AI-generated"))
    assert (shown.zh, shown.en) == ("主播（AI 生成）", "Host (AI-generated)")
