"""The signed manifest over every file of a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gala.proof import shapes, signing
from gala.proof.canon import canonical, read, unhex
from gala.proof.errors import ProofError
from gala.proof.pins import Pins
from gala.proof.report import Report

_KEYS = frozenset({"files", "gala", "origin", "signature", "version"})
_FILE_KEYS = frozenset({"bytes", "sha256"})


def record_manifest(files: Mapping[str, tuple[int, bytes]], origin: str, secret: bytes) -> bytes:
    """Return `record.json`; `files` has size and SHA-256 of every other file by its path."""
    fields: dict[str, Any] = {
        "files": {
            path: {"bytes": size, "sha256": digest.hex()} for path, (size, digest) in files.items()
        },
        "gala": "record",
        "origin": origin,
        "version": 1,
    }
    fields["signature"] = signing.sign(secret, _message(fields)).hex()
    return canonical(fields) + b"\n"


def check_record(
    report: Report, data: bytes, files: Mapping[str, tuple[int, bytes]], pins: Pins
) -> str:
    """Return the origin in `record.json`, once the files that are there are seen to be its own."""
    with report.check("record"):
        if not data.endswith(b"\n"):
            raise ProofError("record.json does not end with a line feed")
        fields = shapes.exact(read(data[:-1]), _KEYS, "record.json")
        shapes.constant(fields["gala"], "record", "`gala`")
        shapes.constant(fields["version"], 1, "the version")
        origin = shapes.origin(fields["origin"])
        named = _files(fields["files"])
    with report.check("record signature"):
        bare = {name: value for name, value in fields.items() if name != "signature"}
        signature = unhex(fields["signature"], signing.SIGNATURE_BYTES)
        signing.verify(pins.log, _message(bare), signature)
    with report.check("files") as said:
        for path in sorted(named.keys() | files.keys()):
            if path not in files:
                raise ProofError(f"{path} is not there")
            if path not in named:
                raise ProofError(f"{path} is not named in record.json")
            if named[path] != files[path]:
                raise ProofError(f"{path} is another file")
        said(f"{len(named)} files")
    return origin


def _files(value: object) -> dict[str, tuple[int, bytes]]:
    if not isinstance(value, dict):
        raise ProofError("the files are not an object")
    named = {}
    for path, entry in value.items():
        fields = shapes.exact(entry, _FILE_KEYS, "a file")
        named[path] = (shapes.integer(fields["bytes"], "a size"), unhex(fields["sha256"], 32))
    return named


def _message(fields: dict[str, Any]) -> bytes:
    return b"gala/record/v1\n" + canonical(fields)
