"""What the viewer asked for and was answered, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from gala.after.account import Account
from gala.after.explain.line import Line
from gala.core.draws import DrawRun
from gala.core.effects import Publish
from gala.core.events import DrawOpened, RainOpened, WindowRevoked, WindowSettled, WinnerPassedOver
from gala.core.payouts import Prize, is_opened, is_sale, prizes
from gala.core.plan import Text
from gala.core.seckill import Winner
from gala.grid.money import yuan_text


def claim_lines(account: Account, viewer: str, outlet: str) -> Iterator[Line]:
    """Yield each receipt; then, for each window without one, what can be said of it on `outlet`."""
    for run in account.show.windows:
        mine = [one for one in account.winners(run.id) if one.viewer == viewer]
        for winner in mine:
            yield _receipt(account, run.id, winner)
            yield from _void(account, run.id, winner)
        if not mine:
            yield from _nothing(account, run.id, outlet)


def _receipt(account: Account, window: str, winner: Winner) -> Line:
    won = winner.won
    title, outlet = account.window_title(window), account.outlet(winner.outlet)
    plan = account.show.window_plan(window)
    if plan.stocked:
        price = yuan_text(won.price_fen)
        zh = f"抢到 {title[0]} 第 {won.unit} 件（{outlet[0]}），每件 {price} 元"
        en = f"got unit {won.unit} of {title[1]} on {outlet[1]}, at {price} yuan"
    else:
        last = won.unit + won.quantity - 1
        numbers = (f"{won.unit}", f"number {won.unit}")
        if won.quantity > 1:
            numbers = (f"{won.unit} 到 {last}", f"numbers {won.unit} to {last}")
        zh = f"已参加 {title[0]}（{outlet[0]}），号码 {numbers[0]}"
        en = f"entered {title[1]} on {outlet[1]}, {numbers[1]}"
    proof = f"{won.claim_id.hex()[:8]} · {won.batch}"
    return Line(won.at_ms, (f"{zh}。回执 {proof}", f"{en}. Receipt {proof}"), own=True)


def _void(account: Account, window: str, winner: Winner) -> Iterator[Line]:
    """Yield that a receipt is void, when its opening was revoked."""
    title = account.window_title(window)
    for written in account.entries:
        event = written.event
        if not isinstance(event, WindowRevoked):
            continue
        if (event.window, event.gen) == (window, winner.won.gen):
            why = event.reason
            text = (f"{title[0]}：回执作废：{why}", f"{title[1]}: the receipt is void: {why}")
            yield Line(event.at_ms, text, own=True)


def _nothing(account: Account, window: str, outlet: str) -> Iterator[Line]:
    """Yield, for each time that a window was settled, what was sold on the viewer's outlet."""
    title, plan = account.window_title(window), account.show.window_plan(window)
    names = account.outlet(outlet)
    for written in account.entries:
        event = written.event
        if not isinstance(event, WindowSettled) or event.window != window:
            continue
        zh = f"{title[0]}：没有回执"
        en = f"{title[1]}: no receipt"
        if plan.stocked:
            sold = dict(event.sold).get(outlet, 0)
            zh += f"。{names[0]}这次售出 {sold} 件，全场 {event.turned_away} 次请求因售罄被拒"
            en += (
                f". {sold} units were sold on {names[1]}; on all outlets {event.turned_away} "
                "claims were turned away as sold out"
            )
            last = [
                one.won.at_ms
                for one in account.winners(window)
                if one.won.gen == event.gen and one.outlet == outlet
            ]
            if last and event.turned_away:
                text = (
                    f"{title[0]}：{names[0]}这次的最后一件在此时售出",
                    f"{title[1]}: the last unit that was sold on {names[1]}",
                )
                yield Line(max(last), text)
        yield Line(event.at_ms, (zh, en), own=True)


def outcome_lines(account: Account, viewer: str, delay_ms: int) -> Iterator[Line]:
    """Yield what each opened draw and rain that the viewer had entered came to for them.

    It stands where an outlet that lags by `delay_ms` showed it. Raises `ProofError` when a rain's
    words are not its own.
    """
    for draw in account.show.draws:
        entered = any(one.viewer == viewer for one in account.winners(draw.manifest.window))
        if not (entered and is_opened(draw)):
            continue
        shown_ms = _shown_ms(account, draw) + delay_ms
        if draw.kind == "rain":
            yield _rain(account, draw, shown_ms, viewer)
        else:
            yield from _draw(account, draw, shown_ms, viewer)


def _shown_ms(account: Account, draw: DrawRun) -> int:
    """Return when the stage showed how a draw had been opened."""
    for written in account.entries:
        event = written.event
        if isinstance(event, DrawOpened | RainOpened) and event.number == draw.number:
            shown = (one.present_at_ms for one in written.effects if isinstance(one, Publish))
            return max(event.at_ms, *shown)
    return draw.opened_ms or draw.committed_ms


def _rain(account: Account, draw: DrawRun, shown_ms: int, viewer: str) -> Line:
    title = account.title(draw.segment)
    got = [one for one in account.packets(draw) if one.winner.viewer == viewer]
    packets, fen = sum(one.packets for one in got), sum(one.fen for one in got)
    chances = sum(one.winner.won.quantity for one in got)
    return Line(
        shown_ms,
        (
            f"{title[0]}：{chances} 次机会拆出 {packets} 个红包，共 {yuan_text(fen)} 元",
            f"{title[1]}: {chances} chances, {packets} packets, {yuan_text(fen)} yuan in all",
        ),
        own=True,
    )


def _draw(account: Account, draw: DrawRun, shown_ms: int, viewer: str) -> Iterator[Line]:
    title, titles = account.title(draw.segment), dict(account.show.lot(draw.segment).prizes)
    mine = next((one for one in prizes(draw) if one.pseudonym == viewer), None)
    if is_sale(draw):
        zh, en = _by_lot(account, draw, viewer, mine)
    elif mine is None:
        zh, en = "没有被抽到", "not drawn"
    elif mine.prize:
        prize = titles[mine.prize]
        zh, en = f"第 {mine.place + 1} 位，获得 {prize[0]}", f"place {mine.place + 1}: {prize[1]}"
    elif mine.passed_over:
        zh, en = f"第 {mine.place + 1} 位，被跳过", f"place {mine.place + 1}, passed over"
    else:
        zh, en = f"第 {mine.place + 1} 位，候补", f"place {mine.place + 1}, an alternate"
    yield Line(shown_ms, (f"{title[0]}：{zh}", f"{title[1]}: {en}"), own=True)
    for written in account.entries:
        event = written.event
        if not (mine and isinstance(event, WinnerPassedOver)):
            continue
        if (event.number, event.place) == (draw.number, mine.place):
            reason = event.reason
            text = (f"{title[0]}：跳过的原因：{reason}", f"{title[1]}: passed over: {reason}")
            yield Line(event.at_ms, text, own=True)


def _by_lot(account: Account, draw: DrawRun, viewer: str, mine: Prize | None) -> Text:
    """Say what came of an entry in a seckill by lot, with the odds that it had in its outlet."""
    window = draw.manifest.window
    outlets = {one.viewer: one.outlet for one in account.winners(window)}
    outlet = outlets[viewer]
    units = dict(account.stock(window)).get(outlet, 0)
    entries = sum(one == outlet for one in outlets.values())
    name = account.outlet(outlet)
    odds = (f"{name[0]} {units} 件，{entries} 份登记", f"{units} units for {entries} entries there")
    if mine is not None and mine.prize:
        price = yuan_text(account.show.window_plan(window).price_fen)
        words = (f"抽中，{price} 元一件", f"drawn, one unit at {price} yuan")
    elif mine is not None and mine.passed_over:
        words = ("抽中后被跳过", "drawn, and passed over")
    elif mine is not None:
        waiting = dict(draw.waiting)[outlet]
        place = waiting.index(mine.place) + 1
        words = (f"没有抽中，排第 {place} 位", f"not drawn, no. {place} on the waiting list")
    else:
        words = ("没有抽中", "not drawn")
    return (f"{words[0]}（{odds[0]}）", f"{words[1]} ({odds[1]})")
