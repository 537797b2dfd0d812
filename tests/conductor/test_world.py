from gala.conductor.world import World
from gala.store.show import Store
from tests.conductor.nights import world_of


async def test_the_live_store_is_a_world(store: Store) -> None:
    world: World = store  # what the type checker says of it
    bent: World = world_of(store)
    names = [name for name, port in vars(World).items() if isinstance(port, property)]
    assert sorted(names) == ["clock", "commands", "counters", "cues", "lease", "ledger", "log"]
    for name in names:
        assert getattr(bent, name) is getattr(world, name)
