import pytest

from run_sheet import APPROVALS_MIN, Approver, digest, json_schema, parse
from run_sheet.unattended import APPROVERS_MAX, URL_CHARS_MAX
from tests.run_sheet.sheets import HEAD, messages

WHOLE = HEAD + "  - {id: a, kind: host, title: A, length: 1m}\n"
APPROVERS = [f'{{id: a{number}, title: A, key: "{number:064x}"}}' for number in range(12)]


def sheet(count: int = 2, call: str = "{whom: The producer on duty}", fen: str = "5000") -> str:
    names = ", ".join(APPROVERS[:count])
    return (
        f"{WHOLE}unattended:\n  approvers: [{names}]\n  breaker: {{spend_fen: {fen}}}\n"
        f"  call: {call}\n"
    )


def test_it_names_approvers_a_breaker_and_who_is_called() -> None:
    parsed = parse(
        sheet(call='{whom: {zh: 值班, en: Duty}, webhook: "https://crew.example/a?b=1"}')
    )
    assert parsed.sheet is not None, parsed.report()
    unattended = parsed.sheet.unattended
    assert unattended is not None
    assert isinstance(unattended.approvers[0], Approver)
    assert unattended.breaker.spend_fen == 5_000
    assert (unattended.call.whom.zh, unattended.call.webhook) == (
        "值班",
        "https://crew.example/a?b=1",
    )


def test_a_sheet_without_it_has_the_digest_that_it_had() -> None:
    attended = parse(WHOLE).sheet
    assert attended is not None
    assert attended.unattended is None
    assert "unattended" not in attended.model_dump(exclude_none=True)


def test_the_digest_is_over_the_breaker_and_the_keys() -> None:
    texts = [sheet(), sheet(fen="5001"), sheet(3), sheet(call="{whom: Somebody else}")]
    sheets = [parse(text).sheet for text in texts]
    assert len({digest(one) for one in sheets if one}) == len(texts)


def test_what_is_missing_is_told() -> None:
    parsed = parse(WHOLE + "unattended: {call: {}}\n")
    assert [(one.code, one.path) for one in parsed.errors] == [
        ("GS102", "unattended.approvers"),
        ("GS102", "unattended.breaker"),
        ("GS102", "unattended.call.whom"),
    ], parsed.report()


def test_there_are_not_too_many_approvers_and_the_schema_wants_two() -> None:
    assert [one.code for one in parse(sheet(APPROVERS_MAX + 1)).errors] == ["GS111"]
    assert [one.code for one in parse(sheet(0)).errors] == ["GS111"]
    approvers = json_schema()["$defs"]["Unattended"]["properties"]["approvers"]
    assert approvers["minItems"] == APPROVALS_MIN == 2


def test_whom_to_call_is_text() -> None:
    (problem,) = parse(sheet(call="{whom: 5}")).problems
    assert (problem.code, problem.path) == ("GS103", "unattended.call.whom")
    assert "must be text, not 5" in problem.message


@pytest.mark.parametrize(
    "url",
    [
        "http://crew.example/gala",
        "https://",
        "https://user@crew.example",
        "https://user:word@crew.example/x",
        "https://crew.example/#x",
        "https://crew.example:0/",
        "https://crew.example:99999/",
        "https://crew example/",
        "https://[crew/",
        "https://队.example/",
        "https://crew.example/" + "x" * URL_CHARS_MAX,
        "ftp://crew.example",
        "7",
    ],
)
def test_an_address_that_is_no_https_url_is_refused(url: str) -> None:
    parsed = parse(sheet(call=f'{{whom: Duty, webhook: "{url}"}}'))
    (problem,) = parsed.problems
    assert (problem.code, problem.path) == ("GS121", "unattended.call.webhook"), parsed.report()
    assert "https" in messages(parsed)
    assert "https" in problem.zh[0]
