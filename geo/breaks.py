"""Years from which a series counts something else than before."""

__all__ = ["BREAKS"]

_ABSENCE = (("2012/13", "six half terms from here; five before"),)
_GRADING = (
    ("2021/22", "examinations again, graded more generously than before the pandemic, in this year only"),
    ("2022/23", "graded close to 2018/19 again, from here"),
)

#: Measure -> (first year after the break, what changes), in order.
BREAKS: dict[str, tuple[tuple[str, str], ...]] = {
    "absence": _ABSENCE,
    "persistent_absence": _ABSENCE,
    "severe_absence": _ABSENCE,
    **dict.fromkeys(
        ("attainment8", "ks4_basics_95", "ks4_ebacc_points", "alevel_points", "applied_general_points"), _GRADING
    ),
    # Measured on London: 2020/21 divides by the headcount; the published shares of the other years do not.
    "fsm_ever6": (
        ("2020/21", "a share of all pupils on roll in this year only, nursery classes included"),
        ("2021/22", "a share of the pupils in the years that the measure covers, from here"),
    ),
}
