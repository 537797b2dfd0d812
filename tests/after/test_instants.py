from gala.after.instants import clock_text, local_text


def test_instants_are_local_and_exact() -> None:
    assert local_text(1_623_759_660_001, 480) == "2021-06-15 20:21:00.001 +08:00"
    assert local_text(0, -210) == "1969-12-31 20:30:00.000 -03:30"
    assert clock_text(1_623_759_660_999, 480) == "20:21:00"
