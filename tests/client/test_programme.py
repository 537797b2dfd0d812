from gala.client.programme import BEHIND_MS_MAX, Programme


class Player:
    """Says at which instant of the studio's it is, or nothing."""

    def __init__(self) -> None:
        self.at_ms: float | None = None

    def __call__(self) -> float | None:
        return self.at_ms


def test_without_a_player_it_is_the_outlets_delay_as_it_is_now() -> None:
    programme = Programme()
    assert not programme.by_player
    assert [programme.delay_ms(100_000, delay_ms) for delay_ms in (4_000, 9_000)] == [4_000, 9_000]


def test_a_player_knows_better_than_the_outlets_constant() -> None:
    player = Player()
    programme = Programme(player)
    assert programme.by_player
    assert programme.delay_ms(100_000, 4_000) == 4_000
    player.at_ms = 97_250.6
    assert programme.delay_ms(100_100, 4_000) == 2_850
    player.at_ms = 97_350.0
    assert programme.delay_ms(100_200, 4_000) == 2_850


def test_what_was_presented_is_not_taken_back() -> None:
    player = Player()
    programme = Programme(player)
    player.at_ms = 98_000
    programme.delay_ms(100_000, 4_000)
    player.at_ms = 90_000  # it was sought back, or paused
    assert 100_500 - programme.delay_ms(100_500, 4_000) == 98_000
    player.at_ms = None  # and does not know: the outlet's delay has yet to come to where we are
    assert 101_000 - programme.delay_ms(101_000, 4_000) == 98_000
    assert 103_000 - programme.delay_ms(103_000, 4_000) == 99_000


def test_a_player_that_shows_something_else_is_not_followed() -> None:
    player = Player()
    programme = Programme(player)
    for at_ms in (500_001.0, 500_000.0 - BEHIND_MS_MAX - 1):
        player.at_ms = at_ms
        assert programme.delay_ms(500_000, 4_000) == 4_000
