from tests.core.kinds.one import parts_of


def test_it_announces_its_prizes_in_drawing_order() -> None:
    parts = parts_of(
        "{id: x, kind: draw, title: X, length: 60s, opens: 5s, open_for: 10s, alternates: 1,"
        " prizes: [{id: b, title: B, count: 2, value_fen: 5}, {id: a, title: A, count: 1,"
        " value_fen: 9}]}"
    )
    assert parts.detail == (("b", ("B", "B"), 2, 5), ("a", ("A", "A"), 1, 9))
