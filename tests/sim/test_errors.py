"""What a failure says of itself."""

from gala.sim.errors import Failure


def test_a_failure_names_its_host_and_what_was_raised() -> None:
    failure = Failure("edge", {"message": "in a callback", "exception": ValueError("no")})
    assert str(failure) == "edge: in a callback: ValueError('no')"
    assert str(Failure("", {})).startswith("outside: ")
