from gala.cli.failure import Failure
from tests.cli.conftest import Gala


def test_a_failure_has_its_words_and_its_status() -> None:
    failure = Failure("the disk is full: make room")
    assert (str(failure), failure.code) == ("the disk is full: make room", 2)
    assert Failure("no", code=1).code == 1


def test_a_command_ends_with_one_line_that_says_what_to_do(gala: Gala) -> None:
    ended = gala("replay", "no-such-folder")
    assert ended.code == 2
    assert ended.out == ""
    (line,) = ended.err.splitlines()
    assert line.startswith("gala: no-such-folder/log.jsonl is not there: name the folder")
