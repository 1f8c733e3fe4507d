"""The order of a list: by score downwards, and of equal scores by URN."""

import numpy as np

__all__ = ["DECIMALS", "in_order"]

#: Scores that differ by less than this many decimals are equal.
DECIMALS = 12

#: A score of twelve decimals takes 41 bits, the list two, and a row what is left but for the sign.
_SCORE_BITS, _ROW_BITS = 41, 20


def in_order(score: np.ndarray, lists: np.ndarray) -> np.ndarray:
    """Rows by list, then by score downwards, then as they stand.

    The three are packed into one whole number each, which are sorted in a third of the time that three keys take.

    Parameters
    ----------
    score : 0 to 1; rows in the order of URN.
    lists : number of the list of each row, 0 to 3.

    Raises
    ------
    ValueError
        If there are more rows than a number has room for: a million.
    """
    if len(score) > 2**_ROW_BITS:
        message = f"{len(score):,} rows are more than can be put in order here: {2**_ROW_BITS:,}"
        raise ValueError(message)
    below = 10**DECIMALS - np.rint(score * 10**DECIMALS).astype("int64")
    packed = ((lists.astype("int64") << _SCORE_BITS | below) << _ROW_BITS) | np.arange(len(score))
    packed.sort()
    return np.asarray(packed & (2**_ROW_BITS - 1))
