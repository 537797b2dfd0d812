"""Whatever is in a record's folder, there is an account or a reason, never a traceback."""

import contextlib
import random
from pathlib import Path

import pytest

from gala.after.account import from_folder
from gala.after.reconcile import reconcile
from gala.conductor.orders_record import ORDERS
from gala.conductor.record import CLAIMS, LOG, RECEIPTS
from gala.conductor.replay import RecordError
from gala.core.log import LogError
from tests.after.paid import paid_night


@pytest.mark.parametrize("name", [LOG, CLAIMS, RECEIPTS, ORDERS])
def test_any_flipped_bit_is_an_account_or_a_reason(tmp_path: Path, name: str) -> None:
    folder = paid_night(tmp_path)
    whole = (folder / name).read_bytes()
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for _ in range(40):
        broken = bytearray(whole)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        (folder / name).write_bytes(broken)
        with contextlib.suppress(RecordError, LogError):
            reconcile(from_folder(folder))


def test_a_flipped_claim_is_always_a_difference(tmp_path: Path) -> None:
    folder = paid_night(tmp_path)
    whole = (folder / CLAIMS).read_bytes()
    chance = random.Random(616)
    for _ in range(40):
        broken = bytearray(whole)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        (folder / CLAIMS).write_bytes(broken)
        assert not all(one.equal for one in reconcile(from_folder(folder)))
