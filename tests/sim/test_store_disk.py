from gala.sim.store_disk import Disk


def test_always_is_what_was_answered() -> None:
    disk = Disk("always")
    disk.wrote(1, 0.0)
    assert disk.sure(9.0) == 0
    disk.answered(1)
    disk.answered(0)
    assert disk.sure(9.0) == 1


def test_everysec_is_what_is_a_second_old() -> None:
    disk = Disk("everysec")
    for position, now_s in ((1, 0.0), (2, 0.5), (3, 0.9)):
        disk.wrote(position, now_s)
        disk.answered(position)
    assert [disk.sure(now_s) for now_s in (0.95, 1.0, 1.6, 5.0)] == [0, 1, 2, 3]


def test_none_is_nothing() -> None:
    disk = Disk("none")
    disk.wrote(1, 0.0)
    disk.answered(1)
    assert disk.sure(9.0) == 0
    disk.begin(4)
    assert disk.sure(9.0) == 0


def test_a_disk_to_begin_with() -> None:
    for durability in ("always", "everysec"):
        disk = Disk(durability)
        disk.wrote(9, 0.0)
        disk.begin(4)
        assert disk.sure(9.0) == 4
