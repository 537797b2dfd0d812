from __future__ import annotations

from pathlib import Path

import pytest

from gala.crowd.bench import night

SHEET = """
gala: 1
id: short
title: {zh: 短, en: Short}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: {zh: 主站, en: App}, delay: 0s}
goods:
  - {id: cup, title: {zh: 杯, en: Cup}, price_fen: 100}
segments:
  - {id: hello, kind: host, title: {zh: 好, en: Hello}, length: 1s}
  - id: cups
    kind: seckill
    title: {zh: 杯, en: Cups}
    length: 5s
    goods: cup
    price_fen: 1
    opens: 1s
    open_for: 3s
    stock: {app: 40}
"""


@pytest.fixture
def show(tmp_path: Path) -> night.Show:
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text(SHEET, encoding="utf-8")
    return night.Show(sheet, "short", ("app",), 6_000, 1_000)


async def test_a_short_night(show: night.Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(night, "AFTER_S", 1.0)
    lines: list[str] = []
    report = await night.run(show, 20, 4, 2, lines.append)
    assert (report.came, report.at_end, report.dropped, report.missed) == (20, 20, 0, 0), report
    assert report.answered == report.claims
    # On a machine with much else to do some come when it has begun: then they see less of it.
    if report.at_start == 20:
        assert report.cues >= 20
        assert (report.claims, report.answers["receipt"]) == (4, 4)
    assert report.crowd["complete"], report.crowd["problems"]
    assert report.edge_cpu_s > 0
    assert report.edge_bytes > 1_000_000
    assert any("20 of 20 are here" in line for line in lines)


async def test_more_viewers_than_files(show: night.Show) -> None:
    with pytest.raises(ValueError, match="too few files"):
        await night.run(show, 10_000_000, 1, 2)


async def test_a_role_that_cannot_begin(show: night.Show) -> None:
    show.sheet.write_text("gala: 1\n")
    with pytest.raises(ValueError, match="ended at once"):
        await night.run(show, 2, 1, 2)
