import json

from gala.console.trust_words import TEXTS, claim_fields, guarantees_fields, refused
from gala.core.trust.claims import Claims, Filed
from tests.core.trust.cards import card, filing


def test_every_word_has_a_status_and_both_languages() -> None:
    for code, (status, zh, en) in TEXTS.items():
        assert 400 <= status < 600
        assert zh.endswith("。"), code
        assert en.endswith("."), code
        assert json.loads(refused(code).body or b"")["error"] == code  # type: ignore[arg-type]


def test_a_claim_says_how_it_stands_and_not_what_was_told() -> None:
    standing = Claims().take(Filed(5, filing()))
    said = claim_fields(standing, filing())
    assert (said["state"], said["window"], said["filed_ms"]) == ("filed", "pens", 5)
    assert "said" not in said
    assert "said_sha256" not in said


def test_a_guarantee_says_for_whom_it_is() -> None:
    for tier, expected in (("", False), ("gold", True)):
        fields = guarantees_fields(card(), "pens", tier)
        guarantees = fields["guarantees"]
        assert isinstance(guarantees, list)
        assert guarantees[3]["yours"] is expected
        assert guarantees[0]["opted_in"] == {
            "on": "2021-06-01",
            "by": {"zh": "店长", "en": "Owner"},
        }
        assert guarantees[3]["tiers"] == [{"zh": "金卡", "en": "Gold"}]
