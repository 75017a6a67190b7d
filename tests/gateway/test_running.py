"""How many requests run, how long each may wait, how all of them end."""

from __future__ import annotations

import asyncio

import pytest

from guiju.gateway.errors import Fault
from guiju.gateway.running import Door


async def held(door: Door, release: asyncio.Event) -> None:
    running = await door.enter()
    try:
        await release.wait()
    finally:
        door.leave(running)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_so_many_run_so_many_wait_and_the_others_are_told_to_come_again() -> None:
    door, release = Door(2, 1), asyncio.Event()
    tasks = [asyncio.create_task(held(door, release)) for _ in range(3)]
    await settle()
    assert len(door.running) == 2
    with pytest.raises(Fault) as caught:
        await door.enter()
    assert caught.value.status == 429 and caught.value.retry_after
    release.set()
    await asyncio.gather(*tasks)
    assert not door.running
    door.leave(await door.enter())


async def test_who_gives_up_waiting_takes_no_place() -> None:
    door, release = Door(1, 5), asyncio.Event()
    first, second, third = [asyncio.create_task(held(door, release)) for _ in range(3)]
    await settle()
    second.cancel()
    await settle()
    release.set()
    await asyncio.gather(first, third)
    assert not door.running
    door.leave(await asyncio.wait_for(door.enter(), 1))


async def test_a_place_passed_to_one_who_gives_up_goes_on_to_the_next() -> None:
    door, release, other = Door(1, 5), asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(held(door, release))
    await settle()
    second, third = asyncio.create_task(held(door, other)), asyncio.create_task(held(door, release))
    await settle()
    release.set()
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.wait_for(asyncio.gather(first, third), 1)
    assert not door.running


async def test_who_waits_past_the_deadline_is_ended() -> None:
    door = Door(1, 0)
    watch = asyncio.create_task(door.watch())

    async def silent() -> None:
        running = await door.enter()
        running.until(asyncio.get_running_loop().time() + 0.01, "slow_upstream")
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            assert running.ending == "slow_upstream"
        finally:
            door.leave(running)

    await asyncio.wait_for(silent(), 5)
    watch.cancel()


async def test_a_drain_lets_nobody_in_and_ends_only_those_that_stay() -> None:
    door, release = Door(5, 0), asyncio.Event()
    quick, slow = asyncio.create_task(held(door, release)), asyncio.create_task(held(door, asyncio.Event()))
    await settle()
    draining = asyncio.create_task(door.drain(0.2))
    await settle()
    with pytest.raises(Fault) as caught:
        await door.enter()
    assert caught.value.status == 503
    release.set()
    assert await asyncio.wait_for(draining, 5) == 1
    await quick
    with pytest.raises(asyncio.CancelledError):
        await slow


async def test_what_is_closing_is_left_to_close() -> None:
    door, end = Door(5, 0), asyncio.Event()

    async def closing() -> None:
        running = await door.enter()
        running.closing = True
        await end.wait()
        door.leave(running)

    task = asyncio.create_task(closing())
    await settle()
    draining = asyncio.create_task(door.drain(0.01))
    await asyncio.sleep(0.05)
    end.set()
    assert await asyncio.wait_for(draining, 5) == 0
    await task
