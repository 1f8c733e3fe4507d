"""Time and peak memory of the build of the bundled data, beside a notebook's way of joining the same files.

Run ``python -m benchmarks.build_bundle RAW [ROUNDS]`` with a folder of raw files. The two run in turn, each as a
process of its own; the ratios are of pairs, so that a machine that slows down slows both.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def measure(arguments: list[str]) -> tuple[float, float]:
    """Run one Python process; seconds of processor time, and peak memory in MB.

    Raises
    ------
    SystemExit
        If the process fails: a time without the work means nothing.
    """
    quiet = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, quiet, 1), (os.POSIX_SPAWN_DUP2, quiet, 2)]
    process = os.posix_spawn(sys.executable, [sys.executable, *arguments], os.environ, file_actions=actions)
    _, status, used = os.wait4(process, 0)
    os.close(quiet)
    if status:
        message = f"{' '.join(arguments)} failed with status {status}"
        raise SystemExit(message)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(raw: Path, rounds: int) -> None:
    """Print both, and the ratios pair by pair."""
    os.chdir(ROOT)
    pairs = []
    with tempfile.TemporaryDirectory() as folder:
        ours = ["-m", "pipelines", "build", "--raw", str(raw), "--fresh", "--out", f"{folder}/processed"]
        plain = ["-m", "benchmarks.plain_pandas", str(raw), f"{folder}/plain.csv"]
        started = time.perf_counter()
        for number in range(rounds):
            pairs.append((measure(ours), measure(plain)))
            sys.stderr.write(f"round {number + 1} of {rounds}, {time.perf_counter() - started:.0f} s\n")
    for place, unit in ((0, "s of processor time"), (1, "MB at the peak")):
        a, b = ([pair[which][place] for pair in pairs] for which in (0, 1))
        ratios = [one / other for one, other in zip(a, b, strict=True)]
        print(
            f"{unit}: build {statistics.median(a):,.1f}, notebook's way {statistics.median(b):,.1f}; "
            f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 5)  # noqa: PLR2004
