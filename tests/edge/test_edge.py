"""A whole night in small, over real sockets."""

from .house import running


async def test_a_viewer_is_welcomed_and_follows() -> None:
    async with running() as house:
        await house.cues.say("take", ["s1", "host"], 0, None)
        async with house.guest() as guest:
            welcome = await guest.next()
            assert welcome[0:2] == ["welcome", "test"]
            snapshot = await guest.next()
            assert snapshot[:4] == ["snapshot", "main", 1, 1]
            await house.cues.say("next", None)
            assert await guest.next() == ["cue", "main", 1, 2, 0, "next", [None]]
