from pathlib import Path

from gala.after.account import from_folder
from gala.after.explain.guarantees import guarantee_lines
from gala.after.explain.lang import Lang
from gala.after.explain.story import story
from gala.after.instants import local_text
from tests.after.guaranteed import ANN, BO, guaranteed_night


def test_each_claim_and_decision_is_told_with_its_instant(tmp_path: Path) -> None:
    account = from_folder(guaranteed_night(tmp_path))
    refund, met, freight, refused = guarantee_lines(account, ANN)
    claim = f"{1:032x}"[:8]
    assert refund.text == (
        f"申请 “仅退款”（钢笔 第 1 件），最多 4.00 元。申请号 {claim}",
        f"claimed “Money back” for unit 1 of Fountain pen, at most 4.00 yuan. Claim {claim}",
    )
    assert met.text[1].endswith(": met with 3.00 yuan by director: seen the pictures")
    assert refused.text[0].endswith("拒绝，决定人 director，理由：seen the pictures")
    entries = account.guarantees.entries
    assert [line.at_ms for line in (refund, freight, met, refused)] == [
        entries[place].at_ms for place in (0, 1, 2, 4)
    ]
    assert all(line.own for line in (refund, met, freight, refused))


def test_a_coupon_and_a_claim_that_waits(tmp_path: Path) -> None:
    coupon, waits = guarantee_lines(from_folder(guaranteed_night(tmp_path)), BO)
    assert coupon.text[1] == (
        "used the coupon “Next time” for unit 2 of Fountain pen, worth 5.00 yuan"
    )
    assert "nobody has decided" in waits.text[1]
    assert "还没有决定" in waits.text[0]


def test_the_story_has_them_in_their_place(tmp_path: Path) -> None:
    account = from_folder(guaranteed_night(tmp_path))
    told = story(account, ANN, Lang.EN)
    at = local_text(account.guarantees.entries[2].at_ms, account.utc_offset_min)[11:23]
    assert f"> {at}  “Money back” for unit 1 of Fountain pen: met with 3.00 yuan" in told
    assert told.index("got unit 1 of") < told.index("claimed “Money back”") < told.index("met with")


def test_nothing_guaranteed_is_nothing_to_tell(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    assert list(guarantee_lines(account, account.winners("sale")[0].viewer)) == []
