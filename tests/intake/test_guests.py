from gala.intake.guests import guests_of


def test_roles_and_how_many_there_are() -> None:
    assert guests_of("歌手、主持人x2，伴舞(6人)\n厨师 3位") == (
        ("歌手", 1),
        ("主持人", 2),
        ("伴舞", 6),
        ("厨师", 3),
    )
    assert guests_of("Host × 2 & Cook, A Dancer*4") == (("Host", 2), ("Cook", 1), ("A Dancer", 4))
    assert guests_of(" 、 ") == ()
    assert guests_of("合唱团 x0") == (("合唱团 x0", 1),)
