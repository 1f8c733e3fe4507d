"""First twenty of every English school at once: by squares of the map, in blocks, and as a plain loop with pandas.

Run ``python -m benchmarks.all_pairs POINTS.csv.gz``. The file has urn, phase, easting and northing; **every other
attribute is made up from a seed**: it says how long it takes, and nothing about a school. The program itself never
needs all pairs of England; this tells what they would cost. The score is that of Explore: same phase, no farther than
10 km, near 4, alike 2, they might share 0.5.
"""

import math
import sys
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.suggestions import FIRST_ELSEWHERE, SCOTLAND_M
from geo.focus import NO_GAP
from geo.purposes import PRESETS, Criterion, Purpose

FIRST, DECIMALS, ALMOST = 20, 12, 1e-11
#: Places in a synthetic ranking are whole numbers below this, as in :class:`geo.similarity.Scale`.
PLACES, GROUPS = 1000, 4
BLOCK, SQUARE_M = 256, 10_000
#: Schools that the slow ways are measured on and all ways are compared on; blocks likewise.
LOOPED, BLOCKS = 40, 4

EXPLORE = PRESETS[Purpose.EXPLORE]
RADIUS_M = float(EXPLORE.radius_m or math.inf)
NEAR, ALIKE, SHARE = (EXPLORE.weights[key] for key in (Criterion.NEAR, Criterion.ALIKE, Criterion.THEY_SHARE))
TOTAL = NEAR + ALIKE + SHARE


@dataclass(frozen=True)
class Points:
    """Schools of one family in the order of URN: place in metres (EPSG:27700), and synthetic attributes."""

    urn: np.ndarray
    x: np.ndarray
    y: np.ndarray
    reach: np.ndarray
    places: np.ndarray
    standing: np.ndarray


def less_alike() -> np.ndarray:
    """For each sum of differences in four places, the share of pairs at random that differ by more."""
    one = np.concatenate([[PLACES], 2 * np.arange(PLACES - 1, 0, -1)]) / PLACES**2
    two = np.convolve(one, one)
    return np.asarray(1 - np.cumsum(np.convolve(two, two)))


GREATER = less_alike()
WEIGHED = GREATER * (ALIKE / TOTAL)


def read(path: Path) -> list[Points]:
    """Read the places of English schools, and make up the rest."""
    rows = pd.read_csv(path, dtype={"phase": str}, keep_default_na=False, na_values={"easting": [""], "northing": [""]})
    rows = rows[(rows["urn"] < FIRST_ELSEWHERE) & ~(rows["northing"] > SCOTLAND_M)].sort_values("urn")
    rng = np.random.default_rng(1)
    family = rows["phase"].where(rows["phase"].isin(["Primary", "Secondary"]), "other").to_numpy(dtype=object)
    found = []
    for name in sorted(set(family)):
        part = rows[family == name]
        found.append(
            Points(
                part["urn"].to_numpy("int64"),
                part["easting"].to_numpy("float64"),
                part["northing"].to_numpy("float64"),
                rng.uniform(700, 3_000, len(part)),
                rng.integers(0, PLACES, (len(part), GROUPS)).astype("int16"),
                rng.uniform(0, 1, len(part)),
            )
        )
    return found


def scores(points: Points, rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Score of each of some schools with each of some others; minus infinity where it cannot be suggested."""
    distance = np.hypot(points.x[rows, None] - points.x[others], points.y[rows, None] - points.y[others])
    sums = np.zeros(distance.shape, "int16")
    for column in range(GROUPS):
        sums += np.abs(points.places[rows, column, None] - points.places[others, column])
    # The formulas of geo.near and geo.focus, with the two roots taken a school rather than a pair.
    root = np.sqrt(points.reach)
    gap = points.standing[others] - (points.standing[rows, None] + NO_GAP)
    score = np.exp2(distance / (-root[rows, None] * root[others])) * (NEAR / TOTAL)
    score += WEIGHED[sums]
    score += np.maximum(gap, 0) * (SHARE / (1 - NO_GAP) / TOTAL)
    score[~((distance <= RADIUS_M) & (others != rows[:, None]))] = -np.inf  # without a point there is no distance
    return score


def best(points: Points, score: np.ndarray, others: np.ndarray) -> np.ndarray:
    """URNs of the first twenty of each row, 0 where there are fewer; equal scores by URN (``others`` are ascending)."""
    found = np.zeros((len(score), FIRST), "int64")
    width = min(FIRST, len(others))
    if width < len(others):
        chosen = np.sort(np.argpartition(score, len(others) - width, axis=1)[:, -width:], axis=1)
        least = np.take_along_axis(score, chosen, axis=1).min(axis=1)
        tied = np.flatnonzero((np.count_nonzero(score >= least[:, None] - ALMOST, axis=1) > width) & (least > -np.inf))
        for row in tied:  # which of equal ones the partition took is chance
            chosen[row] = np.sort(np.argsort(-np.round(score[row], DECIMALS), kind="stable")[:width])
    else:
        chosen = np.broadcast_to(np.arange(width), (len(score), width))
    kept = np.round(np.take_along_axis(score, chosen, axis=1), DECIMALS)
    order = np.argsort(-kept, axis=1, kind="stable")
    ordered = np.take_along_axis(chosen, order, axis=1)
    there = np.take_along_axis(kept, order, axis=1) > -np.inf
    found[:, :width] = np.where(there, points.urn[others[ordered]], 0)
    return found


def blocks(points: Points) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Give blocks of rows in order, each with everybody."""
    everybody = np.arange(len(points.urn))
    for start in range(0, len(everybody), BLOCK):
        yield everybody[start : start + BLOCK], everybody


def squares(points: Points) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Give the schools of each square of the map, with all that can be within the radius of one of them."""
    located = np.flatnonzero(np.isfinite(points.x) & np.isfinite(points.y))
    column, row = (np.floor_divide(at[located], SQUARE_M).astype(int) for at in (points.x, points.y))
    order = np.lexsort((row, column))
    starts = np.flatnonzero(np.diff(column[order], prepend=-1) | np.diff(row[order], prepend=-1))
    cells = {
        (int(column[part[0]]), int(row[part[0]])): located[part] for part in np.split(order, starts[1:]) if len(part)
    }
    steps = range(-math.ceil(RADIUS_M / SQUARE_M), math.ceil(RADIUS_M / SQUARE_M) + 1)
    for (east, north), members in cells.items():
        around = [cells[key] for a in steps for b in steps if (key := (east + a, north + b)) in cells]
        yield members, np.sort(np.concatenate(around))


def by_squares(points: Points) -> np.ndarray:
    """First twenty of every school; 0 where there are fewer."""
    found = np.zeros((len(points.urn), FIRST), "int64")
    for rows, others in squares(points):
        found[rows] = best(points, scores(points, rows, others), others)
    return found


def looped(frame: pd.DataFrame, at: int) -> list[int]:
    """Find the first twenty of one school as one would with pandas: columns, a filter and a sort."""
    own = frame.loc[at]
    table = frame.drop(index=at)
    table["distance"] = np.hypot(table["x"] - own["x"], table["y"] - own["y"])
    table = table[table["distance"] <= RADIUS_M]
    sums = sum((table[f"place{column}"] - own[f"place{column}"]).abs() for column in range(GROUPS))
    gap = ((table["standing"] - own["standing"] - NO_GAP).clip(lower=0)) / (1 - NO_GAP)
    close = 2 ** (-table["distance"] / np.sqrt(table["reach"] * own["reach"]))
    table["score"] = ((NEAR * close + ALIKE * GREATER[sums.astype(int)] + SHARE * gap) / TOTAL).round(DECIMALS)
    return list(table.sort_values(["score", "urn"], ascending=[False, True])["urn"].head(FIRST))


def oracle(points: Points, at: int) -> list[int]:
    """Find the first twenty of one school in plain Python, a pair at a time, in double precision."""
    found = []
    for other in range(len(points.urn)):
        distance = math.hypot(points.x[at] - points.x[other], points.y[at] - points.y[other])
        if other == at or not distance <= RADIUS_M:
            continue
        sums = sum(abs(int(a) - int(b)) for a, b in zip(points.places[at], points.places[other], strict=True))
        gap = max(float(points.standing[other] - points.standing[at]) - NO_GAP, 0) / (1 - NO_GAP)
        close = 2 ** (-distance / math.sqrt(points.reach[at] * points.reach[other]))
        score = (NEAR * close + ALIKE * float(GREATER[sums]) + SHARE * gap) / TOTAL
        found.append((-round(score, DECIMALS), int(points.urn[other])))
    return [urn for _, urn in sorted(found)[:FIRST]]


def seconds(start: float) -> float:
    """Processor time since."""
    return time.process_time() - start


def main(path: Path) -> None:
    """Measure and print."""
    families = read(path)
    count = sum(len(points.urn) for points in families)
    start = time.process_time()
    answers = [by_squares(points) for points in families]
    fast = seconds(start)
    tracemalloc.start()
    for points in families:
        by_squares(points)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    in_blocks = plain = 0.0
    same = checked = 0
    rng = np.random.default_rng(2)
    for points, answer in zip(families, answers, strict=True):
        share = len(points.urn) / count
        some = list(blocks(points))[:: max(math.ceil(len(points.urn) / BLOCK / BLOCKS), 1)]
        start = time.process_time()
        found = [best(points, scores(points, *block), block[1]) for block in some]
        rows = np.concatenate([block[0] for block in some])
        in_blocks += seconds(start) * len(points.urn) / len(rows)
        same += int((np.concatenate(found) == answer[rows]).all(axis=1).sum())
        checked += len(rows)
        columns = {f"place{column}": points.places[:, column].astype(int) for column in range(GROUPS)}
        columns |= {"urn": points.urn, "x": points.x, "y": points.y, "reach": points.reach, "standing": points.standing}
        frame = pd.DataFrame(columns)
        chosen = rng.choice(len(points.urn), max(round(LOOPED * share), 1), replace=False).tolist()
        start = time.process_time()
        loops = [looped(frame, at) for at in chosen]
        plain += seconds(start) * len(points.urn) / len(chosen)
        for at, loop in zip(chosen, loops, strict=True):
            ours = [urn for urn in answer[at].tolist() if urn]
            checked += 2
            same += (ours == loop) + (ours == oracle(points, at))
    print(f"{count:,} English points, synthetic attributes, first {FIRST} of each, processor time")
    print(f"  by squares of {SQUARE_M / 1000:.0f} km: {fast:.1f} s; memory at the peak above the data {peak:.0f} MB")
    print(f"  in blocks of {BLOCK} rows, estimated from some blocks: {in_blocks:.0f} s, {in_blocks / fast:.0f} times")
    print(f"  a loop with pandas, estimated from {LOOPED} schools: {plain:.0f} s, {plain / fast:.0f} times")
    print(f"  lists equal to those of the blocks, the loop and plain Python: {same:,} of {checked:,}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
