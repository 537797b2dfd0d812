"""The browser of the end-to-end tests, as Playwright wants it: `chromium.launch(**launch())`."""

import os
import shutil
import sys
from ctypes.util import find_library
from pathlib import Path
from typing import TypedDict

UNPACKED = Path(__file__).resolve().parents[2] / ".cache" / "browser"

# --no-sandbox: containers and CI run as root, where Chromium's sandbox refuses to start; the tests
# open the project's own pages only. The rest leaves out processes that two cores cannot spare.
ARGS = (
    "--disable-background-networking",
    "--disable-gpu",
    "--no-sandbox",
    "--no-zygote",
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MACOS = tuple(
    f"/Applications/{name}.app/Contents/MacOS/{name}"
    for name in ("Google Chrome", "Chromium", "Microsoft Edge")
)

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


class Launch(TypedDict):
    """The arguments for Playwright's `chromium.launch`."""

    executable_path: str
    args: list[str]
    env: dict[str, str | float | bool]


def launch() -> Launch:
    """Return how to start the browser here; raise RuntimeError, saying what to do, if none is."""
    path = executable_path()
    env: dict[str, str | float | bool] = dict(os.environ)
    if path.parent == UNPACKED:
        env |= what_the_machine_lacks()
    return {"executable_path": str(path), "args": list(ARGS), "env": env}


def executable_path() -> Path:
    """Find `$GALA_BROWSER`, else the one that `make dev` unpacked, else one of the machine."""
    chosen = os.environ.get("GALA_BROWSER")
    if chosen:
        return Path(chosen)
    unpacked = UNPACKED / "chromium"
    if unpacked.exists():
        return unpacked
    for candidate in (*map(shutil.which, NAMES), *(MACOS if sys.platform == "darwin" else ())):
        if candidate and Path(candidate).exists():
            return Path(candidate)
    raise RuntimeError(
        "no browser for the tests: run `make dev` (Linux on x86-64), or install Chromium or "
        "Chrome, or name one in GALA_BROWSER"
    )


def what_the_machine_lacks() -> dict[str, str]:
    """Point the unpacked browser to the libraries and the font that came with it, if need be."""
    env = {}
    if find_library("nss3") is None:
        env["LD_LIBRARY_PATH"] = str(UNPACKED / "al2023" / "lib")
    if not Path("/etc/fonts/fonts.conf").exists():
        config = UNPACKED / "fonts" / "gala.conf"
        config.write_text(FONTS.format(folder=config.parent), encoding="utf-8")
        env["FONTCONFIG_FILE"] = str(config)
    return env
