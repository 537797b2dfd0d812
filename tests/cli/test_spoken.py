from pathlib import Path

import pytest

from gala.cli.failure import Failure
from gala.cli.spoken import alert_desk, captions_file
from gala.console.watch import Watch
from gala.store.evidence import Evidence
from gala.store.show import Store
from tests.keys import KEYS


async def test_the_key_is_made_at_home_and_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALA_HOME", str(tmp_path))
    watch = Watch(store, Evidence(KEYS.log))
    key = alert_desk(store, watch).key
    assert alert_desk(store, watch).key == key
    assert captions_file() == tmp_path / "keys" / "captions.json"
    captions_file().write_text("{}")
    with pytest.raises(Failure, match=r"the key for captions cannot be used: .*delete it"):
        alert_desk(store, watch)
