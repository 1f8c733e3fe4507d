"""Latency and bytes of the map page beside the page that a user would write with streamlit-folium.

Run ``python -m benchmarks.map_page [ROUNDS [PEOPLE]]``. Both are real servers on this machine; visitors speak
Streamlit's own messages over the websocket. The two are measured in turn, and the ratios are of pairs, so that a
machine that slows down slows both. It measures what the server does and sends, not what the browser then draws.
"""

import asyncio
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.visitor import Answer, Visitor

ROOT = Path(__file__).resolve().parents[1]
#: What is served: ours as `make run` does; the other with Streamlit's own choice where our configuration has another.
OURS = ("server.py",)
OTHER = ("benchmarks/st_folium_page.py", "--runner.postScriptGC", "true")

#: A person looks at the map between two changes of a filter; quick people, since slow ones are no test.
THINK_S = (5.0, 10.0)
#: How long the crowd stays; everyone acts about eight times.
CROWD_S = 60.0
#: Reruns of the one visitor in a round.
ALONE = 12
LIMIT_S = 0.5

#: What people choose from: widget and options, which both pages have. Together they make 121 different views: most
#: requests are for one that the page does not have at hand.
OPTIONS = {
    "phase": ["Primary", "Secondary", "Nursery", "Special"],
    "overall": ["Outstanding", "Good", "Requires improvement", "Inadequate"],
}


@dataclass(frozen=True)
class Server:
    """A page that is being served."""

    address: str
    pid: int


@dataclass(frozen=True)
class Round:
    """What the visitors of one round waited for, and what the server worked for it."""

    answers: list[Answer]
    cpu_ms: float  # for all of them


@contextmanager
def serving(*script: str) -> Iterator[Server]:
    """Run a page as ``make run`` does.

    Raises
    ------
    SystemExit
        If it does not answer within a minute.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", *script, "--server.port", str(port)]
    server = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", "--server.headless", "true"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
                break
            except OSError as problem:
                if time.monotonic() > until or server.poll() is not None:
                    message = f"{script[0]} does not start: {problem}"
                    raise SystemExit(message) from problem
                time.sleep(0.3)
        yield Server(f"127.0.0.1:{port}", server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def cpu_ms(pid: int) -> float:
    """Milliseconds of processor time that a process has used: steadier than waits where others work too (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def choices(dice: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Give one change of a filter after another, of none to two options, never what is chosen already."""
    chosen: dict[str, list[str]] = {key: [] for key in OPTIONS}
    while True:
        key = dice.choice(list(OPTIONS))
        options = sorted(dice.sample(OPTIONS[key], dice.randint(0, 2)))
        if options != chosen[key]:
            chosen[key] = options
            yield key, options


async def first_visit(server: Server) -> Round:
    """Open the page."""
    before = cpu_ms(server.pid)
    one = Visitor(server.address)
    answer = await one.open()
    await one.close()
    return Round([answer], cpu_ms(server.pid) - before)


async def alone(server: Server, boroughs: list[str], seed: int) -> Round:
    """Let one visitor open the page, choose the boroughs, and change a filter several times: those waits."""
    one = Visitor(server.address)
    await one.open()
    await one.unfold("ofsted")
    await one.choose("borough", boroughs)
    before = cpu_ms(server.pid)
    answers = [await one.choose(*choice) for choice in islice(choices(random.Random(seed)), ALONE)]  # noqa: S311 - no secret
    used = cpu_ms(server.pid) - before
    await one.close()
    return Round(answers, used)


async def person(server: Server, dice: random.Random, until: float) -> list[Answer]:
    """Come at some moment, and change a filter every few seconds until the time is over."""
    await asyncio.sleep(dice.uniform(0, THINK_S[1]))
    one = Visitor(server.address)
    answers = [await one.open()]
    await asyncio.sleep(dice.uniform(*THINK_S))
    opened = await one.unfold("ofsted")
    answers += [] if opened is None else [opened]
    for choice in choices(dice):
        await asyncio.sleep(dice.uniform(*THINK_S))
        if time.monotonic() > until:
            break
        answers.append(await one.choose(*choice))
    await one.close()
    return answers


async def crowd(server: Server, people: int, seed: int) -> Round:
    """Many people at once, each on a session of their own: everything they waited for, first visits included."""
    before, until = cpu_ms(server.pid), time.monotonic() + CROWD_S
    everyone = [person(server, random.Random(seed * 1000 + n), until) for n in range(people)]  # noqa: S311 - no secret
    answers = [answer for answers in await asyncio.gather(*everyone) for answer in answers]
    return Round(answers, cpu_ms(server.pid) - before)


def p50(one: Round) -> float:
    """Median wait in seconds."""
    return statistics.median(answer.seconds for answer in one.answers)


def p95(one: Round) -> float:
    """Ninety-fifth percentile of the waits in seconds."""
    waits = [answer.seconds for answer in one.answers]
    return statistics.quantiles(waits, n=20, method="inclusive")[-1] if len(waits) > 1 else waits[0]


def kilobytes(one: Round) -> float:
    """Median of the bytes that came for one request, in kB."""
    return statistics.median(answer.size for answer in one.answers) / 1000


def work(one: Round) -> float:
    """Milliseconds of the server's processor for one request."""
    return one.cpu_ms / len(one.answers)


MEASURES: dict[str, tuple[Callable[[Round], float], str]] = {
    "p50": (p50, "{:.3f} s"),
    "p95": (p95, "{:.3f} s"),
    "bytes": (kilobytes, "{:.0f} kB"),
    "processor": (work, "{:.0f} ms"),
}


def tell(label: str, ours: list[Round], other: list[Round]) -> None:
    """Print both, and the ratios round by round."""
    requests = sum(len(one.answers) for one in ours), sum(len(one.answers) for one in other)
    print(f"{label} ({requests[0]} and {requests[1]} requests)")
    for name, (of, form) in MEASURES.items():
        a, b = [of(one) for one in ours], [of(one) for one in other]
        ratios = [second / first for first, second in zip(a, b, strict=True)]
        print(
            f"  {name:10} ours {form.format(statistics.median(a))}, st_folium {form.format(statistics.median(b))}; "
            f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
            flush=True,
        )


def main(rounds: int, people: int) -> bool:
    """Measure one visitor, then the crowd; true if the crowd's p95 with our page is within the limit."""
    with serving(*OURS) as ours, serving(*OTHER) as other:
        both = (ours, other)
        for server in both:  # the tables are read once for everyone: nobody's wait
            asyncio.run(alone(server, [], 0))

        def in_turn(visits: Callable[[Server, int], Coroutine[Any, Any, Round]], times: int) -> list[list[Round]]:
            pairs = [[asyncio.run(visits(server, number)) for server in both] for number in range(times)]
            return [list(one) for one in zip(*pairs, strict=True)]

        tell("First visit, Camden", *in_turn(lambda server, _: first_visit(server), 2 * rounds))
        tell("A filter changed, Camden", *in_turn(lambda server, n: alone(server, ["Camden"], n), rounds))
        tell("A filter changed, London", *in_turn(lambda server, n: alone(server, [], n), rounds))
        if not people:
            return True
        crowds = in_turn(lambda server, n: crowd(server, people, n), 1)
    tell(f"{people} people, each acting every {THINK_S[0]:.0f} to {THINK_S[1]:.0f} s, Camden", *crowds)
    reached = p95(crowds[0][0])
    print(f"p95 of ours {reached:.3f} s; limit {LIMIT_S} s")
    return reached < LIMIT_S


def stop(*_: object) -> None:
    """End as after Ctrl-C, so that the servers end too."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(not main(*[*numbers, *[3, 50][len(numbers) :]]))
