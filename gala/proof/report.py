"""What a verifier says: each check by its name, and what no check can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from gala.proof.errors import ProofError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; the names are few and stay the same."""

    name: str
    ok: bool
    detail: str


@dataclass(slots=True)
class Report:
    """The checks in their order, up to the first that fails, and what stays unproven."""

    checks: list[Check] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether something was checked and nothing failed."""
        return bool(self.checks) and all(check.ok for check in self.checks)

    @contextmanager
    def check(self, name: str) -> Iterator[Said]:
        """Run the block as the check `name`; a failing one ends what `reporting` runs."""
        said = Said()
        try:
            yield said
        except ProofError as error:
            self._fail(name, str(error))
        except (ArithmeticError, LookupError, MemoryError, RecursionError, ValueError) as error:
            # A verifier is shown anything; whatever it cannot even compute is refused too.
            self._fail(name, f"it cannot be checked ({type(error).__name__})")
        self.checks.append(Check(name, True, said.detail))

    def _fail(self, name: str, detail: str) -> None:
        self.checks.append(Check(name, False, detail))
        raise _Stopped


class Said:
    """Takes the detail of a check that holds."""

    def __init__(self) -> None:
        self.detail = ""

    def __call__(self, detail: str) -> None:
        self.detail = detail


def reporting(run: Callable[[Report], None]) -> Report:
    """Return the report that `run` fills, up to the first check that fails."""
    report = Report()
    with suppress(_Stopped):
        run(report)
    return report


class _Stopped(Exception):
    """A check has failed; the later ones would lean on it."""
