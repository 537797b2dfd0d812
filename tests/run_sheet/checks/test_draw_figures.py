"""The figures are gala's own: run_sheet cannot import it, so they are held together here."""

from gala.cli.beacons import MARGIN_MS
from gala.core.draw_steps import TOGETHER_MS
from gala.core.schedule import ANNOUNCE_MS
from gala.proof.chain import QUICKNET, RAIN_MARGIN_MS_MAX
from run_sheet.checks import draw_figures


def test_a_draw_takes_as_long_as_gala_lets_it() -> None:
    assert draw_figures.DRAW_MARGIN_MS == MARGIN_MS
    assert draw_figures.RAIN_MARGIN_MS == RAIN_MARGIN_MS_MAX
    assert QUICKNET.period_ms == draw_figures.ROUND_MS
    assert draw_figures.ENVELOPE_MS == ANNOUNCE_MS
    assert draw_figures.TOGETHER_MS == TOGETHER_MS
