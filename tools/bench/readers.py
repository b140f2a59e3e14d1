"""Many readers at once, in a process of their own: each a browser with its own session and one connection.

``python -m bench.readers`` takes what to do as JSON on its input and tells the seconds of every
read as JSON on its output. It speaks just enough HTTP to read: a library that does everything
takes longer over an answer than the server does, and then it is the reader that is measured.
"""

import asyncio
import json
import resource
import sys
import time
from typing import Any

from attrs import asdict, define, field, frozen

_OK = 200
_GIVE_UP = 60


@frozen
class Reading:
    """What readers do: where, with which cookies (one for each reader), and each one's addresses in turn.

    ``pauses`` are the least and most seconds between two reads of one reader. An address that
    ends in " part" is asked for as a script does.
    """

    port: int
    cookies: list[str]
    addresses: list[list[str]]
    pauses: tuple[float, float]


@define
class Taken:
    """The seconds of each read, how many bytes came, and what went wrong."""

    seconds: list[float] = field(factory=list)
    bytes: list[int] = field(factory=list)
    errors: list[str] = field(factory=list)
    wall: float = 0.0
    cpu: float = 0.0


@define
class Reader:
    """One reader's connection."""

    port: int
    cookie: str
    incoming: Any = None
    outgoing: Any = None

    async def read(self, address: str) -> tuple[int, int]:
        """The status of an address and how many bytes its body has."""
        if self.outgoing is None:
            self.incoming, self.outgoing = await asyncio.open_connection("127.0.0.1", self.port, limit=2**18)
        path, _, part = address.partition(" ")
        script = "hx-request: true\r\n" if part else ""
        self.outgoing.write(
            f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\ncookie: {self.cookie}\r\n"
            f"accept-encoding: gzip\r\n{script}\r\n".encode()
        )
        head = (await self.incoming.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        await self.incoming.readexactly(length)
        return int(head.split(b" ", 2)[1]), length


async def read_all(what: Reading) -> Taken:
    """All readers, begun together once every one of them has its connection."""
    taken, ready = Taken(), asyncio.Barrier(len(what.cookies))

    async def reader(number: int) -> None:
        one = Reader(what.port, what.cookies[number])
        await one.read("/static/mark.svg")
        await ready.wait()
        for step, address in enumerate(what.addresses[number]):
            await _timed(one, address, taken)
            least, most = what.pauses
            if most:
                await asyncio.sleep(least + (most - least) * ((number * 7 + step * 3) % 11) / 10)
        if one.outgoing is not None:
            one.outgoing.close()

    began = time.perf_counter()
    await asyncio.gather(*(reader(number) for number in range(len(what.cookies))))
    taken.wall = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    taken.cpu = used.ru_utime + used.ru_stime
    return taken


async def _timed(one: Reader, address: str, taken: Taken) -> None:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(_GIVE_UP):
            status, length = await one.read(address)
    except (OSError, EOFError, ValueError) as fault:
        taken.errors.append(f"{address}: {fault!r}")
        one.outgoing = None
        return
    taken.seconds.append(time.perf_counter() - began)
    taken.bytes.append(length)
    if status != _OK:
        taken.errors.append(f"{address}: {status}")


def main(told: dict[str, Any]) -> None:
    """Read, and tell."""
    least, most = told.pop("pauses")
    print(json.dumps(asdict(asyncio.run(read_all(Reading(pauses=(least, most), **told))))))


if __name__ == "__main__":
    main(json.load(sys.stdin))
