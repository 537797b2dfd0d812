from __future__ import annotations

from pathlib import Path

import pytest

from gala.edge import framing
from gala.edge.bench.requests import cue
from gala.edge.bench.stand import Side, Stand


def test_rounds_are_summed_up() -> None:
    assert Side.of([3.0, 1.0, 2.0]) == Side(2.0, 1.0, 3.0)


def test_more_sockets_than_files() -> None:
    with pytest.raises(ValueError, match="at most"):
        Stand(10_000_000)


@pytest.mark.parametrize("tls", [False, True])
async def test_what_is_put_in_comes_out_at_every_viewer(tls: bool, certified: list[Path]) -> None:
    async with Stand(6, tls) as stand:
        assert stand.edge._hall.secure == tls
        assert [folder.exists() for folder in certified] == [True] * tls
        await stand.come(2)
        await stand.come(1, "deaf")
        assert stand.edge.viewers == 3
        record = cue(1, 200)
        size = len(framing.binary(record.frame)) * 2
        assert await stand.cpu_s(size, lambda: stand.cues.put(record)) > 0
        socks = await stand.bare(3)

        def send() -> None:
            for sock in socks:
                sock.send(b"abc")

        assert await stand.cpu_s(9, send) > 0
    assert not any(folder.exists() for folder in certified)


async def test_receivers_that_fail_are_told_of(capfd: pytest.CaptureFixture[str]) -> None:
    async with Stand(1) as stand:
        with pytest.raises(RuntimeError, match="receivers have failed"):
            await stand.ask("bare 1 1", "ok")  # nobody listens there
    assert "refused" in capfd.readouterr().err
