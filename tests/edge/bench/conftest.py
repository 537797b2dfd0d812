"""What certificates benches make."""

from __future__ import annotations

from pathlib import Path

import pytest

from gala.edge.bench import stand, tls


@pytest.fixture
def certified(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders for which a stand has had a certificate made."""
    folders: list[Path] = []

    def certify(folder: Path) -> tuple[Path, Path]:
        folders.append(folder)
        return tls.certify(folder)

    monkeypatch.setattr(stand, "certify", certify)
    return folders
