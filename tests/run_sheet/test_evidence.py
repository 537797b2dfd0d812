from run_sheet import digest, parse

from .sheets import HEAD, judge

SEGMENT = "  - {id: a, kind: host, title: T, length: 1m}\n"


def test_evidence_is_in_the_sheet_and_in_its_digest() -> None:
    text = HEAD + SEGMENT.replace(
        "title: T",
        "title: The number one, evidence: [{for: number one, what: W, by: B, on: 2021-01-01}]",
    )
    sheet = parse(text).sheet
    assert sheet is not None
    assert sheet.segments[0].evidence is not None
    (evidence,) = sheet.segments[0].evidence
    assert (evidence.claim.en, evidence.on) == ("number one", "2021-01-01")
    other = parse(text.replace("what: W", "what: V")).sheet
    assert other is not None
    assert digest(other) != digest(sheet)


def test_evidence_says_all_of_it() -> None:
    judge(
        """
          - id: a
            kind: host
            title: The number one
            length: 1m
            evidence: [{for: number one, what: W, on: 2021-01-01}]
    #                  ^ GS102
    """.replace("    #    ", "#        "),
        head=HEAD,
    )
