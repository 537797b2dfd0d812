"""The lexicon against sentences that a person has labelled; half of the file's name says why.

`claims-tuning.tsv` is what the lexicon was made with. `claims-held-out.tsv` was not looked at while
it was made: its figures are the ones that mean something, and they are kept here as a bound.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from run_sheet.words import FAMILIES, TRICKS, claims, tricks

DATA = Path(__file__).parents[2] / "data"


def labelled(part: str) -> Iterator[tuple[set[str], str]]:
    """Each sentence of a part with the families that it claims something of; none is `-`."""
    for line in (DATA / f"claims-{part}.tsv").read_text(encoding="utf-8").splitlines():
        label, sentence = line.split("\t")
        yield set() if label == "-" else set(label.split(",")), sentence


def measured(part: str) -> tuple[float, float]:
    """Precision and recall over pairs of a sentence and a family, told in the test's output."""
    count: Counter[str] = Counter()
    for wanted, sentence in labelled(part):
        found = {each.family for each in claims(sentence) if each.exemption is None}
        count["right"] += len(found & wanted)
        count["wrong"] += len(found - wanted)
        count["missed"] += len(wanted - found)
    precision = count["right"] / (count["right"] + count["wrong"])
    recall = count["right"] / (count["right"] + count["missed"])
    print(f"{part}: precision {precision:.3f}, recall {recall:.3f}, {dict(count)}")
    return precision, recall


def test_the_labelled_set_is_large_and_of_both_kinds() -> None:
    tuning, held_out = list(labelled("tuning")), list(labelled("held-out"))
    assert len(tuning) >= 400
    assert len(held_out) >= 200
    every = [sentence for _, sentence in tuning + held_out]
    assert len(set(every)) == len(every)
    for part in (tuning, held_out):
        none = sum(not wanted for wanted, _ in part)
        assert none > len(part) // 3
        english = sum(sentence.isascii() for _, sentence in part)
        assert len(part) // 4 < english < len(part) // 2
        assert {family for wanted, _ in part for family in wanted} == set(FAMILIES)


def test_what_it_was_made_with_is_found() -> None:
    precision, recall = measured("tuning")
    assert precision >= 0.98
    assert recall >= 0.98


def test_most_of_what_it_was_not_made_with_is_found() -> None:
    precision, recall = measured("held-out")
    assert precision >= 0.9
    assert recall >= 0.85


@pytest.mark.parametrize(
    ("sentence", "exemption"),
    [
        ("它不是最好的，但是够用。", "negation"),
        ("This is not the best lipstick in the world.", "negation"),
        ("哪一款最适合干皮？", "question"),
        ("Is it really the lowest price?", "question"),
        ("比我们去年的那款更轻，是我们家最轻的一双。", "self-comparison"),
        ("Our thinnest model yet.", "self-comparison"),
        ("最佳食用期是到货后七天。", "usage-tip"),
        ("It is best served cold.", "usage-tip"),
        ("特级初榨橄榄油，最好的一级品按国标分。", "standard-grade"),
        ("今晚去天下第一关，全国第一关。", "name"),
        ("国家级非物质文化遗产代表性项目。", "name"),
        ("它被评为行业领先的金奖产品。", "award"),
        ("近 30 天最低成交价。", "limited-fact"),
        ("Tonight's lowest price in this room.", "limited-fact"),
        ("我们的目标是做最好的布鞋。", "aim"),
        ("We do our best to ship today.", "aim"),
        ("You are the best audience in the world!", "feeling"),
        ("糖尿病患者请勿食用。", "duty"),
        ("If you have diabetes, ask your doctor.", "duty"),
    ],
)
def test_an_exemption_says_its_name(sentence: str, exemption: str) -> None:
    found = claims(sentence)
    assert exemption in [each.exemption for each in found], found


@pytest.mark.parametrize(
    "sentence",
    [
        "全网最低价，你还在等什么？",
        "它不是药，但是七天见效。",
        "难道不是最好的吗",
        "比我们去年的更轻，全网最轻。",
        "It is not a toy; it is the best pan ever.",
    ],
)
def test_words_nearby_do_not_exempt_what_they_are_not_about(sentence: str) -> None:
    assert any(each.exemption is None for each in claims(sentence)), claims(sentence)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("销量第1的口红", "销量第1"),
        ("全网第1，闭眼入", "全网第1"),
        ("ＢＥＳＴ price", "ＢＥＳＴ"),
        ("ＴＯＰ１ 口红", "ＴＯＰ１"),
        ("１００％有效", "１００％有效"),
    ],
)
def test_figures_and_wide_letters_are_the_same_words(text: str, term: str) -> None:
    assert [one.term for one in claims(text)] == [term]
    assert claims("销量第10的口红") == ()


def test_a_claim_says_where_it_stands_and_who_says_that_it_is_one() -> None:
    text = "第一句话。这是全网最低价！"
    (claim,) = claims(text)
    assert text[claim.start : claim.end] == claim.term == "全网最低价"
    assert claim.sentence == "这是全网最低价！"
    assert claim.source.startswith("Advertising Law of the PRC")


def test_of_words_that_overlap_the_longest_is_told() -> None:
    assert [each.term for each in claims("市场占有率最大")] == ["市场占有率最大"]


@pytest.mark.parametrize(
    ("sentence", "family"),
    [
        ("分享到朋友圈解锁红包", "share"),
        ("邀请三位好友助力", "share"),
        ("Share this link to unlock the price.", "share"),
        ("Invite three friends and win.", "share"),
        ("满 300 减 40，再叠加店铺券", "threshold"),
        ("第二件半价", "threshold"),
        ("Spend 300 and save 40, stacked with coupons.", "threshold"),
        ("签到 7 天领口红", "grind"),
        ("集齐五张卡", "grind"),
        ("Check in every day and collect all cards.", "grind"),
    ],
)
def test_tricks_are_found(sentence: str, family: str) -> None:
    assert family in [each.family for each in tricks(sentence) if each.exemption is None]


@pytest.mark.parametrize(
    "sentence",
    [
        "一分钱就是一分钱：不凑单，不分享，不用算。",
        "不用分享就能领。",
        "分享一个卖菜的故事。",
        "One fen is one fen: no bundles, no sharing, no arithmetic.",
        "You do not have to invite friends.",
        "He shares a story about his mother.",
        "The second song is free of drums.",
        "满座的观众，请坐好。",
    ],
)
def test_what_is_no_trick_is_left_alone(sentence: str) -> None:
    assert [each for each in tricks(sentence) if each.exemption is None] == []
    assert set(TRICKS) >= {each.family for each in tricks(sentence)}


@pytest.mark.parametrize("text", ["最" * 2000, "best " * 400, "1" * 2000, "，最好" * 600, "", " "])
def test_no_text_takes_long(text: str) -> None:
    assert len(claims(text)) <= len(text)
