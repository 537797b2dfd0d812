import subprocess
import sys

from gala.after.explain.lang import Lang


def test_the_languages_are_the_sheets() -> None:
    assert [str(one) for one in Lang] == ["zh", "en"]


def test_the_command_line_starts_without_what_only_a_story_needs() -> None:
    loaded = (
        "import sys, gala.cli; gala.cli._register(); print('gala.after.account' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
