import pytest

from gala.console.orders.till import Refusal, Till
from gala.core.orders.tables import Role
from gala.store.show import Store
from tests.console.orders.shop import shop


async def test_names_and_who_may_do_what(store: Store) -> None:
    async with shop(store, demo=False) as served:
        till = served.counter.till
        order = await served.win(1, "ann")
        buyer = till.buyer(served.ticket("ann"))
        assert buyer.viewer == till.pseudonym("ann") == served.pseudonym("ann")
        assert [window.id for window in till.windows()] == ["sale"]
        with pytest.raises(Refusal, match="unknown"):
            till.named("cups.app.1.1")
        with pytest.raises(Refusal, match="role"):
            await till.pay_demo(order, buyer)
        with pytest.raises(Refusal, match="role"):
            await till.withdraw(order, "ann", Role.DEMO)


async def test_a_console_that_is_behind_calls_no_order_unknown(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shop(store) as served:
        till = served.counter.till
        order, price_fen = await served.win(1, "ann"), served.sale.price_fen
        monkeypatch.setattr(Till, "windows", lambda _: [])
        paid = await till.pay(order, "key", "ann", price_fen, "p1")
        assert paid.payment == "p1"


async def test_an_outlet_is_sold_out_for_good(store: Store) -> None:
    async with shop(store) as served:
        till = served.counter.till
        assert await till.is_sold_out(served.sale, "tv")
        assert await till.is_sold_out(served.sale, "tv")
        assert not await till.is_sold_out(served.sale, "app")
