from tests.core.kinds.one import parts_of


def test_it_announces_its_pool_and_packets() -> None:
    parts = parts_of(
        "{id: x, kind: rain, title: X, length: 60s, opens: 5s, open_for: 10s, pool_fen: 1000,"
        " packets: 10, min_fen: 1, max_fen: 500, per_viewer: 1}"
    )
    assert parts.detail == (1000, 10)
