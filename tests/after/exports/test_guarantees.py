from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports.guarantees import table
from gala.grid.table import Table, Value
from tests.after.guaranteed import ANN, BO, COUPON_FEN, MET_FEN, guaranteed_night


def rows(made: Table) -> list[dict[str, Value]]:
    keys = [column.key for column in made.columns]
    return [dict(zip(keys, row, strict=True)) for row in made.rows]


def test_every_claim_with_receipt_goods_amounts_and_decision(tmp_path: Path) -> None:
    made = table(from_folder(guaranteed_night(tmp_path)))
    refund, freight, coupon, tenfold = rows(made)
    assert (refund["guarantee"], refund["kind"], refund["state"]) == (
        *("refund", "refund_only", "met"),
    )
    receipt = [refund[key] for key in ("window", "outlet", "unit", "pseudonym", "paid_fen")]
    assert receipt == ["pens", "app", 1, ANN, 400]
    assert (refund["goods"], refund["title_en"], refund["merchant"]) == (
        *("pen", "Fountain pen", "shop"),
    )
    assert (refund["ceiling_fen"], refund["amount_fen"], refund["owed_fen"]) == (
        *(400, MET_FEN, MET_FEN),
    )
    assert (refund["by"], refund["reason"]) == ("director", "seen the pictures")
    assert str(refund["filed_at"]) < str(refund["decided_at"]) < str(refund["until"])
    assert (freight["state"], freight["amount_fen"], freight["by"]) == ("refused", 0, "director")
    assert (tenfold["state"], tenfold["decided_at"], tenfold["by"]) == ("filed", "", "")
    assert coupon["pseudonym"] == BO
    assert made.total("amount_yuan") == made.total("amount_fen") == MET_FEN + COUPON_FEN


def test_a_coupon_is_used_and_nothing_is_owed_for_it(tmp_path: Path) -> None:
    coupon = rows(table(from_folder(guaranteed_night(tmp_path))))[2]
    assert (coupon["kind"], coupon["state"], coupon["by"]) == ("coupon", "met", "viewer")
    assert (coupon["amount_fen"], coupon["owed_fen"]) == (COUPON_FEN, 0)
    assert (coupon["filed_at"], coupon["decided_at"], coupon["said_sha256"]) == ("", "", "")
    assert str(coupon["redeemed_at"]).endswith("+08:00")


def test_a_night_that_guarantees_nothing_has_none(drawn_record: Path) -> None:
    assert table(from_folder(drawn_record)).rows == []
