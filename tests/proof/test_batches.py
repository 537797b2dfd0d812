import pytest

from gala.proof.batches import Batch, parse_batch


@pytest.mark.parametrize(
    ("name", "batch"),
    [("5-0", Batch("5-0")), ("5-17-0-3", Batch("5-17", 0, 3)), ("5-0-63-64", Batch("5-0", 63, 64))],
)
def test_a_name_and_back(name: str, batch: Batch) -> None:
    assert parse_batch(name) == batch
    assert batch.name() == name


@pytest.mark.parametrize(
    "name", ["", "5", "5-", "5-0-1", "5-0-3-3", "5-0-0-1", "5-0-01-3", "5-0-1-0", "5-0-1-2 ", "a-0"]
)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a batch"):
        parse_batch(name)


def test_each_shard_numbers_in_its_turn() -> None:
    assert [Batch("5-0").unit(given) for given in range(3)] == [1, 2, 3]
    numbers = [Batch("5-0", shard, 3).unit(given) for given in range(2) for shard in range(3)]
    assert numbers == [1, 2, 3, 4, 5, 6]
