import json

from gala.cli.formats import Format, as_text


def test_values_can_be_read_by_programs_and_by_people() -> None:
    value = {"title": "开场", "at_ms": 5}
    assert json.loads(as_text(value)) == value
    assert as_text(value).splitlines()[1] == ' "title": "开场",'


def test_the_formats_are_named_as_on_the_command_line() -> None:
    assert [*Format] == ["text", "json"]
