from time import process_time

from run_sheet import parse
from run_sheet.checks.claims import claim_findings

from ..sheets import HEAD, messages

EVIDENCE = "evidence: [{for: {zh: 销量第一, en: number one}, what: W, by: B, on: DAY}]"


def codes(title: str, *more: str, head: str = "") -> list[str]:
    keys = "".join(f"    {key}\n" for key in more)
    text = f"{HEAD}  - id: a\n    kind: host\n    length: 1m\n    title: {title}\n{keys}{head}"
    return [each.code for each in parse(text).problems if each.waiver is None]


def test_each_family_has_its_rule() -> None:
    assert codes("全网最低价") == ["GS501"]
    assert codes("The number one lipstick") == ["GS502"]
    assert codes("国宴专用") == ["GS503"]
    assert codes("祛湿的茶") == ["GS504"]
    assert codes("七天见效") == ["GS505"]
    assert codes("It lasts forever") == ["GS506"]


def test_what_is_exempt_is_not_told() -> None:
    assert codes("它不是最好的") == []
    assert codes("{zh: 比我们去年的那款更轻, en: The lightest that we have made}") == []


def test_it_points_at_the_language_that_says_it_and_asks_for_evidence() -> None:
    text = HEAD + "  - {id: a, kind: host, length: 1m, title: {zh: 好锅, en: The best pan}}\n"
    parsed = parse(text)
    (problem,) = parsed.problems
    assert problem.path == "segments[0].title.en"
    assert problem.severity == "warning"
    assert "evidence" in messages(parsed)
    assert "“best”" in problem.zh[0]


def test_evidence_answers_the_claim_that_it_is_for() -> None:
    answered = EVIDENCE.replace("DAY", "2021-01-01")
    assert codes("{zh: 销量第一的锅, en: The number one pan}", answered) == []
    assert codes("{zh: 永久的锅, en: The number one pan}", answered) == ["GS506"]
    assert codes("锅", answered) == ["GS507"]


def test_evidence_at_the_head_answers_all_of_the_sheet() -> None:
    answered = EVIDENCE.replace("DAY", "2021-01-01") + "\n"
    assert codes("The number one pan", head=answered) == []


def test_evidence_from_after_the_show_is_told() -> None:
    late = EVIDENCE.replace("DAY", "2021-06-16")
    assert codes("The number one pan", late) == ["GS508"]


def test_a_claim_is_waived_or_set_off() -> None:
    waive = "waive: [{rule: superlative, reason: A name, by: The director, on: 2021-06-01}]"
    assert codes("The best pan", waive) == []
    assert codes("The best pan", head="rules: {superlative: off}\n") == []


def test_each_segment_s_own_evidence_is_looked_at_for_it_alone() -> None:
    segments = "".join(
        f"  - {{id: s{n}, kind: host, title: 最好的{n}, length: 1m, evidence: "
        f"[{{for: 最好的{n}, what: x, by: y, on: 2021-01-01}}]}}\n"
        for n in range(3_000)
    )
    sheet = parse(HEAD + segments).sheet
    assert sheet is not None
    began = process_time()
    assert list(claim_findings(sheet)) == []
    assert process_time() - began < 1.0
