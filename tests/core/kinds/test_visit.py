from tests.core.kinds.one import parts_of


def test_it_leads_into_its_room() -> None:
    parts = parts_of("{id: x, kind: visit, title: X, length: 10s, room: beauty}")
    assert parts.room == "beauty"
    assert parts.detail == ("beauty", ("Beauty", "Beauty"))
