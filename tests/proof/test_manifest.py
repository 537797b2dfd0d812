import hashlib
import json
import subprocess
import sys
from typing import Any

import pytest

from gala.proof.canon import canonical
from gala.proof.errors import ProofError
from gala.proof.manifest import manifest_hash, read_manifest
from tests.proof.night import by_drand, in_the_hall, rehearsed

TEXT = rehearsed().manifests[3].text()


@pytest.mark.parametrize(
    "night", [rehearsed(), by_drand(), in_the_hall()], ids=lambda n: n.beacon.chain.kind
)
def test_a_manifest_is_read_back_from_its_text(night: Any) -> None:
    for manifest in night.manifests.values():
        assert read_manifest(manifest.text()) == manifest


def test_its_keys_are_those_of_the_page() -> None:
    assert " ".join(sorted(json.loads(TEXT))) == (
        "algorithm beacon entries gala kind number numbers origin outlets root round rule "
        "segment version vrf window"
    )


def test_its_hash_is_tagged() -> None:
    assert manifest_hash(TEXT) == hashlib.sha256(b"gala/manifest/v1\n" + TEXT.encode()).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"algorithm": "gala/draw/v2"},
        {"gala": "draw"},
        {"version": 2},
        {"version": True},
        {"kind": "rain"},
        {"kind": "lottery"},
        {"number": 0},
        {"numbers": 0},
        {"numbers": 12},
        {"entries": 0},
        {"entries": 14},
        {"origin": "gala/night"},
        {"outlets": [["app", 13], ["app", 0]]},
        {"outlets": [["app"], ["tv", 13]]},
        {"outlets": []},
        {"root": "00"},
        {"round": 0},
        {"segment": "First"},
        {"window": ""},
        {"vrf": "00" * 31},
        {"note": ""},
    ],
)
def test_what_is_no_manifest(change: dict[str, Any]) -> None:
    with pytest.raises(ProofError):
        read_manifest(canonical({**json.loads(TEXT), **change}).decode())


def test_only_a_hall_has_no_round() -> None:
    hall = json.loads(in_the_hall().manifests[1].text())
    with pytest.raises(ProofError, match="round 0"):
        read_manifest(canonical({**hall, "round": 1}).decode())


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", TEXT + "\n", TEXT.replace(":", ": ", 1), "\ud800"]
)
def test_what_is_not_even_written_as_one(text: str) -> None:
    with pytest.raises(ProofError):
        read_manifest(text)


def test_every_key_is_needed() -> None:
    for name in json.loads(TEXT):
        fields = {key: value for key, value in json.loads(TEXT).items() if key != name}
        with pytest.raises(ProofError, match=name):
            read_manifest(canonical(fields).decode())


def test_commitments_are_read_without_any_cryptography() -> None:
    """The core imports these at every start."""
    code = (
        "import sys, gala.proof.canon, gala.proof.manifest, gala.proof.leaf, gala.proof.chain;"
        "sys.exit(any(name.startswith(('nacl', 'py_arkworks')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
