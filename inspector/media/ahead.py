"""Working ahead: as many photos at once as there are decode processes, in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from inspector.media.gate import AT_ONCE

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def ahead(
    work: Callable[[Thing], Result], things: Sequence[Thing]
) -> Generator[Result, None, None]:
    """Yield what ``work`` makes of each thing; only a few results are in memory at a time.

    What it raises comes out here, in the thing's turn. Closed early, it lets those on their way
    end and begins no others.
    """
    if len(things) == 1:  # no threads for a single photo
        yield work(things[0])
        return
    coming: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for thing in things:
                coming.append(pool.submit(work, thing))
                if len(coming) > AT_ONCE:
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()
        finally:
            for future in coming:
                future.cancel()
