from gala.console.goods_page import page
from gala.console.leaflet import STYLE
from gala.proof.signing import public_key
from tests.audited import SECRETS, SHEET
from tests.core.test_shelf import shelf, with_history


def test_it_tells_prices_before_and_who_signed_in_both_languages() -> None:
    told = page(shelf("sale"))
    assert "<h1>笔 · Pen</h1>" in told
    assert "<p>平时 ¥9.00，这一场 ¥0.01</p>" in told
    assert '<p lang="en">Price basis: Lowest of 30 days</p>' in told
    assert "✓ Quality signed on 2021-06-10" in told
    assert "<svg" not in told, "without a history nothing is drawn"
    assert "<script" not in told
    assert "style=" not in told, "the policy allows no styles but those of the file"


def test_a_history_is_drawn_and_listed() -> None:
    told = page(shelf("cups", with_history("true")))
    assert '<svg class="prices"' in told
    assert "<li>2021-04-01 – 2021-05-10: ¥4.50, 有成交 · sold</li>" in told
    assert "<li>2021-05-11 – …: ¥5.00, 有成交 · sold</li>" in told
    for part in ("asked", "compared", "cut"):
        assert f"svg .{part}" in STYLE


def test_it_leads_to_the_proof() -> None:
    found = shelf("sale")
    told = page(found)
    assert "&quot;id&quot;:&quot;pen&quot;" in told
    (one,) = found.signed
    for part in (one.audit.digest, one.audit.signature.hex(), public_key(SECRETS["quality"]).hex()):
        assert part in told


def test_goods_that_nobody_signed_say_so() -> None:
    assert "No auditor has signed it" in page(shelf("cups", SHEET, "pen"))
    plain = SHEET.partition("auditors:")[0] + "segments:" + SHEET.partition("segments:")[2]
    assert "This show has no auditors" in page(shelf("sale", plain))
