"""The file of signatures beside a sheet: auditors have one, and so have approvers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from gala.cli.language import Language, failure
from gala.proof import shapes
from gala.proof.errors import ProofError
from run_sheet.said import Said

_Signature = TypeVar("_Signature")


@dataclass(frozen=True, slots=True)
class SignatureFile(Generic[_Signature]):
    """What such a file is called and holds: `kind` is its name, its key and its mark.

    `signatures` reads the list under that key; what it does not take is a `ProofError`.
    """

    kind: str
    bytes_max: int
    signatures: Callable[[object], tuple[_Signature, ...]]

    def beside(self, sheet: Path) -> Path:
        """Return where a sheet's signatures stand: `616.yaml` has `616.<kind>.json` beside it."""
        return sheet.with_suffix(f".{self.kind}.json")

    def read(self, path: Path, lang: Language | None = None) -> tuple[_Signature, ...]:
        """Return the signatures in a file, none when it is not there. Raises `Failure`."""
        try:
            with path.open("rb") as file:
                data = file.read(self.bytes_max)
        except FileNotFoundError:
            return ()
        except OSError as error:
            why = error.strerror
            said = Said(f"{path}: 读不了（{why}）", f"{path}: cannot be read ({why})")
            raise failure(said, lang) from None
        try:
            keys = frozenset({self.kind, "gala", "version"})
            fields = shapes.exact(json.loads(data), keys, "the file")
            shapes.constant(fields["gala"], self.kind, "`gala`")
            shapes.constant(fields["version"], 1, "the version")
            return self.signatures(fields[self.kind])
        except (ValueError, RecursionError):
            said = Said(
                f"{path}: 不是 JSON；移走它，重新签名",
                f"{path}: it is not JSON; move it away, and sign again",
            )
            raise failure(said, lang) from None
        except ProofError as error:
            said = Said(
                f"{path}: 不是签名文件（{error}）；移走它，重新签名",
                f"{path}: {error}; move it away, and sign again",
            )
            raise failure(said, lang) from None

    def write(self, path: Path, rows: object, lang: Language | None = None) -> None:
        """Write `rows`, a sheet's signatures as JSON has them; whole or not at all.

        Raises `Failure`.
        """
        body = {self.kind: rows, "gala": self.kind, "version": 1}
        draft = path.with_name(f"{path.name}.draft")
        try:
            draft.write_text(json.dumps(body, indent=1, sort_keys=True) + "\n", encoding="ascii")
            draft.replace(path)
        except OSError as error:
            why = error.strerror
            said = Said(f"{path}: 写不了（{why}）", f"{path}: cannot be written ({why})")
            raise failure(said, lang) from None
