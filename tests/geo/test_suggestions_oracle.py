"""Suggestions against a slow second way, in plain Python, from the tables themselves."""

import dataclasses
import math
from statistics import median

import pytest

from geo.partners import APART, suggest
from geo.purposes import PRESETS, Criterion, Purpose
from tests.suggesting import EARLIER, YEAR, basis_of, many

PRESET = dataclasses.replace(
    PRESETS[Purpose.EXPLORE],
    weights={
        Criterion.NEAR: 2,
        Criterion.ALIKE: 3,
        Criterion.THEY_SHARE: 1,
        Criterion.YOU_SHARE: 0.5,
        Criterion.SAME_AGES: 1,
        Criterion.SAME_FAITH: 1,
    },
    radius_m=3_000,
    merge_border=True,
)


class Oracle:
    """One school at a time, one pair at a time."""

    def __init__(self, schools, measures):
        self.school = {row["urn"]: row for row in schools.to_dict("records")}
        self.urns = sorted(self.school)
        self.figure = {(r["urn"], r["year"], r["measure"]): r["value"] for r in measures.to_dict("records")}
        self.base = {r["urn"]: r["denominator"] for r in measures.to_dict("records") if r["measure"] == "fsm_ever6"}
        self.context = {urn: self._context(urn) for urn in self.urns}
        complete = [urn for urn in self.urns if None not in self.context[urn]]
        self.places = {urn: [self._place(urn, k, complete) for k in range(4)] for urn in self.urns}
        self.complete = complete
        self.standing = self._standing()
        self.reach = self._reach()

    def _context(self, urn):
        get = {name: self.figure.get((urn, YEAR, name)) for name in ("fsm_ever6", "eal", "sen_support", "ehcp")}
        row = self.school[urn]
        years = 0
        for age in range(4, 16):
            low = 4 if row["age_low"] <= 5 else row["age_low"]
            years += low <= age < row["age_high"]
        size = self.base[urn] / years if urn in self.base else None
        sen = None if get["sen_support"] is None or get["ehcp"] is None else get["sen_support"] + get["ehcp"]
        return [size, get["fsm_ever6"], get["eal"], sen]

    def _place(self, urn, k, complete):
        own = self.context[urn][k]
        if own is None:
            return None
        return sum((self.context[u][k] < own) * 2 + (self.context[u][k] == own) for u in complete)

    def _distance(self, a, b):
        p, q = self.school[a]["geometry"], self.school[b]["geometry"]
        return math.hypot(p.x - q.x, p.y - q.y)

    def _reach(self):
        fifth = {a: sorted(self._distance(a, b) for b in self.urns if b != a)[4] for a in self.urns}
        boroughs = {row["borough_code"] for row in self.school.values()}
        of = {b: median(fifth[u] for u in self.urns if self.school[u]["borough_code"] == b) for b in boroughs}
        return {u: of[self.school[u]["borough_code"]] for u in self.urns}

    def _standing(self):
        ranks = {}
        for name in ("absence", "persistent_absence"):
            rate = {}
            for urn in self.urns:
                years = [self.figure.get((urn, year, name)) for year in (EARLIER, YEAR)]
                known = None not in years and None not in self.context[urn][1:] and self.base.get(urn, 0) >= 50
                if known:
                    rate[urn] = sum(years) / 2
            fitted = list(rate)
            beta = least_squares([[1.0, *self.context[u][1:]] for u in fitted], [rate[u] for u in fitted])
            residual = {
                u: round(rate[u] - sum(b * x for b, x in zip(beta, [1.0, *self.context[u][1:]], strict=True)), 6)
                for u in rate
            }
            for urn, own in residual.items():
                below = sum(other < own for other in residual.values())
                equal = sum(other == own for other in residual.values())
                ranks.setdefault(urn, []).append((below + equal / 2) / len(residual))
        return {urn: 1 - sum(both) / 2 for urn, both in ranks.items() if len(both) == 2}

    def alike(self, a, b):
        groups = [k for k in range(4) if self.places[a][k] is not None]
        shared = [k for k in groups if self.places[b][k] is not None]
        if len(groups) < 3 or len(shared) < 3:
            return None
        total = 0.0
        for k in groups:
            if k in shared:
                total += abs(self.places[a][k] - self.places[b][k])
            else:
                total += median(abs(self.places[u][k] - self.places[a][k]) for u in self.complete)
        pairs = more = 0
        for i, u in enumerate(self.complete):
            for v in self.complete[i + 1 :]:
                pairs += 1
                more += sum(abs(self.places[u][k] - self.places[v][k]) for k in groups) > total
        return more / pairs

    def fit(self, criterion, a, b):
        one, two = self.school[a], self.school[b]
        if criterion == Criterion.NEAR:
            found = 2 ** (-self._distance(a, b) / math.sqrt(self.reach[a] * self.reach[b]))
        elif criterion == Criterion.ALIKE:
            found = self.alike(a, b)
        elif criterion in (Criterion.THEY_SHARE, Criterion.YOU_SHARE):
            found = None
            if a in self.standing and b in self.standing:
                gap = self.standing[b] - self.standing[a]
                gap = gap if criterion == Criterion.THEY_SHARE else -gap
                found = 0.0 if gap < 0.2 else (gap - 0.2) / 0.8
        elif criterion == Criterion.SAME_AGES:
            ages = [set(range(row["age_low"], row["age_high"])) for row in (one, two)]
            found = len(ages[0] & ages[1]) / len(ages[0] | ages[1])
        else:
            words = [{"Does not apply": "None"}.get(row["faith"], row["faith"]) for row in (one, two)]
            found = float(words[0] == words[1]) if all(isinstance(word, str) for word in words) else None
        return found

    def table(self, a):
        """Score, and whether apart, of each candidate."""
        others = [u for u in self.urns if u != a and self._distance(a, u) <= PRESET.radius_m]
        fits = {key: {b: self.fit(key, a, b) for b in others} for key in PRESET.weights}
        fits = {key: of for key, of in fits.items() if any(value is not None for value in of.values())}
        total = sum(PRESET.weights[key] for key in fits)
        found = {}
        for b in others:
            score = known = 0.0
            for key, of in fits.items():
                value = of[b]
                if value is None:
                    usual = [self.fit(key, a, u) for u in self.urns if u != a]
                    value = median(x for x in usual if x is not None)
                else:
                    known += PRESET.weights[key] / total
                score += PRESET.weights[key] * value / total
            groups = sum(x is not None and y is not None for x, y in zip(self.places[a], self.places[b], strict=True))
            found[b] = (score, known < 0.7 - 1e-9 or (Criterion.ALIKE in fits and groups < 3))
        return found


def least_squares(rows, values):
    """Solve the normal equations by elimination."""
    width = len(rows[0])
    left = [[sum(r[i] * r[j] for r in rows) for j in range(width)] for i in range(width)]
    right = [sum(r[i] * v for r, v in zip(rows, values, strict=True)) for i in range(width)]
    for i in range(width):
        pivot = max(range(i, width), key=lambda k: abs(left[k][i]))
        left[i], left[pivot], right[i], right[pivot] = left[pivot], left[i], right[pivot], right[i]
        for k in range(i + 1, width):
            factor = left[k][i] / left[i][i]
            left[k] = [x - factor * y for x, y in zip(left[k], left[i], strict=True)]
            right[k] -= factor * right[i]
    found = [0.0] * width
    for i in reversed(range(width)):
        found[i] = (right[i] - sum(left[i][j] * found[j] for j in range(i + 1, width))) / left[i][i]
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_equal_to_the_slow_way(seed):
    schools, measures = many(seed, 24)
    basis, oracle = basis_of(schools, measures), Oracle(schools, measures)
    for urn in oracle.urns[::3]:
        found = suggest(basis, urn, PRESET).table
        expected = oracle.table(urn)
        assert set(found["urn"]) == set(expected)
        for row in found.to_dict("records"):
            score, apart = expected[row["urn"]]
            assert row["score"] == pytest.approx(score, abs=1e-9), (urn, row["urn"])
            assert (row["list"] == APART) == apart
        ranked = sorted((-round(score, 9), other) for other, (score, apart) in expected.items() if not apart)
        listed = found[found["list"] != APART]
        # Equal up to the order of scores that differ by rounding only.
        assert [round(-score, 9) for score, _ in ranked] == pytest.approx(list(listed["score"]), abs=1e-8)
