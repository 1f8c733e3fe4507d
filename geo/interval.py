"""How far chance alone may move a share of a few pupils: two published formulas."""

from math import sqrt

__all__ = ["Z_95", "apart", "wilson"]

#: Standard normal quantile of a two-sided 95% interval.
Z_95 = 1.959963984540054

_PER_CENT = 100


def wilson(numerator: float, denominator: float, z: float = Z_95) -> tuple[float, float]:
    """Wilson's score interval of a share, in percent (0-100).

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212; method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872.
    It stays within 0 and 100 and is sound for small counts. It is for counts of pupils, each counted once: not for
    sessions, of which one absent pupil misses many together.

    Raises
    ------
    ValueError
        If the denominator is not positive, or the numerator not between 0 and it.
    """
    if not 0 <= numerator <= denominator or denominator <= 0:
        message = f"no share: {numerator} of {denominator}"
        raise ValueError(message)
    share = numerator / denominator
    middle = share + z * z / (2 * denominator)
    half = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator**2))
    below = 1 + z * z / denominator
    # Rounding may put an end a hair beyond the share, or beyond what can be.
    low = min(max((middle - half) / below, 0.0), share)
    high = max(min((middle + half) / below, 1.0), share)
    return _PER_CENT * low, _PER_CENT * high


def apart(one: tuple[float, float], other: tuple[float, float], z: float = Z_95) -> bool:
    """Whether two shares, each (numerator, denominator), differ by more than chance: their 95% interval leaves out 0.

    The square-and-add interval of the difference, method 10 of R. G. Newcombe, "Interval estimation for the difference
    between independent proportions", Statistics in Medicine 17 (1998), 873-890.

    Raises
    ------
    ValueError
        If one is no share.
    """
    (low1, high1), (low2, high2) = wilson(*one, z), wilson(*other, z)
    share1, share2 = _PER_CENT * one[0] / one[1], _PER_CENT * other[0] / other[1]
    difference = share1 - share2
    if difference > 0:
        return difference > sqrt((share1 - low1) ** 2 + (high2 - share2) ** 2)
    return -difference > sqrt((high1 - share1) ** 2 + (share2 - low2) ** 2)
