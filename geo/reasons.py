"""Reasons in sentences: the same facts always give the same words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.candidates import NEXT_DOOR_M
from geo.facts import Facts, Pair
from geo.focus import NO_GAP
from geo.purposes import Purpose

__all__ = ["MOST_REASONS", "Reasons", "distance_words", "roll_words", "words"]

MOST_REASONS = 3

_KM = 1000
_HALF = 0.5
#: Ranks that differ by so much are told as a difference.
_FAR_APART = 0.25
_SPREAD_TOLD = 2
#: From these shares of pairs on the words for likeness change.
_VERY, _MORE = 0.95, 0.75
#: A roll that has changed by this share is a thing to ask about.
_ROLL_CHANGE = 0.1


@dataclass(frozen=True)
class Reasons:
    """Two or three true sentences, and one line to check before calling."""

    lines: tuple[str, ...]
    check: str


def distance_words(metres: float) -> str:
    """Straight-line distance in words: to 10 m below a kilometre, then to 100 m."""
    rounded = round(metres / 10) * 10
    return f"{rounded:.0f} m" if rounded < _KM else f"{metres / _KM:.1f} km"


def roll_words(facts: Facts) -> str | None:
    """Roll of the other school, neutrally: the last figure and the first."""
    roll = facts.roll
    if roll is None:
        return None
    return f"{roll.last:,} pupils in {roll.last_year}; {roll.first:,} in {roll.first_year}"


def words(facts: Facts) -> Reasons:
    """Put facts into words: the reasons that suit the purpose, at most three, and the line to check."""
    found = (make(facts) for make in _ORDER[facts.purpose])
    return Reasons(tuple([line for line in found if line][:MOST_REASONS]), f"Check before you call: {_check(facts)}")


def _ties(facts: Facts) -> str | None:
    return f"Connected already: {' and '.join(facts.ties)}." if facts.ties else None


def _place(facts: Facts) -> str:
    start = f"{distance_words(facts.distance_m)} away in a straight line"
    if facts.distance_m <= NEXT_DOOR_M:
        start = f"Next door, {distance_words(facts.distance_m)} in a straight line"
    if facts.borough:
        return f"{start}, in {facts.borough}."
    return f"{start}, in the same ward, {facts.ward}." if facts.ward else f"{start}."


def _alike(facts: Facts) -> str | None:
    if facts.alike is None or not facts.groups:
        return None
    # By how far apart their ranks are: equal ones stay in the order of the groups.
    ordered = sorted(facts.groups, key=lambda pair: pair.apart)
    # Never 100%: the sentence is about other pairs.
    share = f"{min(int(facts.alike * 100), 99)}% of London {facts.family} pairs"
    source = f"(DfE, school census {facts.year})"
    far = ordered[-1] if ordered[-1].apart >= _FAR_APART else None
    close = [_figures(pair) for pair in ordered if pair.apart < _FAR_APART][:_SPREAD_TOLD]
    if facts.alike < _HALF:
        start = "Not much alike in size and intake, more so"
        return f"{start} than {share}: farthest in {_figures(ordered[-1])} {source}."
    start = "Very alike in size and intake, more so" if facts.alike >= _VERY else "More alike in size and intake"
    start = start if facts.alike >= _MORE else "Somewhat alike in size and intake, more so"
    if far is None:
        return f"{start} than {share}: closest in {' and '.join(close)} {source}."
    if not close:
        return f"{start} than {share}: least in {_figures(far)} {source}."
    return f"{start} than {share}: close in {close[0]}, less so in {_figures(far)} {source}."


def _figures(pair: Pair) -> str:
    if pair.name == "size":
        return f"size ({pair.own:.0f} pupils a year group here, {pair.theirs:.0f} there)"
    label = {"fsm_ever6": "free meals in six years", "eal": "EAL", "sen": "SEN"}[pair.name]
    return f"{label} ({pair.own:.0f}% here, {pair.theirs:.0f}% there)"


def _focus(facts: Facts) -> str | None:
    focus, gap, rates = facts.focus, facts.gap, facts.rates
    if focus is None or gap is None or rates is None or facts.own_standing is None or facts.their_standing is None:
        return None
    span = facts.years[0] if len(facts.years) == 1 else f"{facts.years[0]} and {facts.years[-1]}"
    basis = f"{span}, a mean of rates" if len(facts.years) > 1 else span
    told = f"{focus.figure} {rates[1]:.1f}% there, {rates[0]:.1f}% here ({focus.publisher}, {basis})"
    if abs(gap) < NO_GAP:
        if facts.purpose != Purpose.LEARN:
            return None
        return f"About the same {focus.label.lower()} as yours, beside schools with similar intake: {told}."
    where, other, close = ("there", "here", "They") if gap > 0 else ("here", "there", "You")
    close = f"{close} might share how."
    standing = facts.their_standing if gap > 0 else facts.own_standing
    if ((rates[1] - rates[0]) * gap < 0) != focus.lower_is_better:
        # The plain rates point the other way: only the comparison with similar schools does not.
        return f"{focus.better} for its intake {where}, though not in the plain rates: {told}. {close}"
    beside = "than schools with similar intake usually have" if standing > _HALF else f"than {other}, intake considered"
    return f"{focus.better} {where} {beside}: {told}. {close}"


def _ages(facts: Facts) -> str | None:
    own, theirs = facts.own_ages, facts.their_ages
    if own is None or theirs is None:
        return None
    if own == theirs:
        return f"The same ages, {own[0]} to {own[1]}."
    if theirs[0] == own[1]:
        return f"Takes pupils from {theirs[0]}, the age at which they leave you."
    if theirs[1] == own[0]:
        return f"Teaches to {theirs[1]}, the age at which pupils come to you."
    return f"Ages {theirs[0]} to {theirs[1]}; yours are {own[0]} to {own[1]}."


def _faith(facts: Facts) -> str | None:
    if facts.faith is None:
        return None
    return "Neither has a religious character." if facts.faith == "none" else f"Both are {facts.faith}."


def _roll(facts: Facts) -> str | None:
    told = roll_words(facts)
    return f"{told} (DfE, school census)." if told else None


def _ages_and_faith(facts: Facts) -> str | None:
    return " ".join(line for line in (_ages(facts), _faith(facts)) if line) or None


def _check(facts: Facts) -> str:
    """One line, of what comes first: what is not known, what does not fit, what may have changed, where it is."""
    return next(line for line in (_unknown(facts), _misfit(facts), _changed(facts), _way(facts)) if line)


def _unknown(facts: Facts) -> str:
    return f"not published of this school: {', '.join(facts.unknown)}." if facts.unknown else ""


def _misfit(facts: Facts) -> str:
    own, theirs = facts.own_ages, facts.their_ages
    same_phase = facts.purpose in {Purpose.EXPLORE, Purpose.LEADERSHIP, Purpose.LEARN}
    if same_phase and own and theirs and (theirs[0] >= own[1] or theirs[1] <= own[0]):
        return f"the ages do not meet: {theirs[0]} to {theirs[1]} there, {own[0]} to {own[1]} here."
    return f"it is a {facts.single_sex.lower()}' school." if facts.single_sex else ""


def _changed(facts: Facts) -> str:
    roll = facts.roll
    if roll and abs(roll.last - roll.first) >= _ROLL_CHANGE * roll.first:
        return f"ask for this year's roll ({roll_words(facts)})."
    return ""


def _way(facts: Facts) -> str:
    if facts.borough:
        return f"another authority, {facts.borough}: its term dates and services may differ."
    if facts.distance_m <= NEXT_DOOR_M:
        return f"the figures are of {facts.year or 'an earlier year'}; ask what has changed."
    return "the distance is a straight line; see whether a railway, a canal or a park lies between."


_ORDER: Mapping[Purpose, tuple[Callable[[Facts], str | None], ...]] = MappingProxyType(
    {
        Purpose.EXPLORE: (_ties, _place, _alike, _focus),
        Purpose.LEADERSHIP: (_ties, _place, _ages_and_faith, _alike, _roll),
        Purpose.PROVISION: (_ties, _place, _ages, _faith),
        Purpose.LEARN: (_focus, _alike, _place, _ties),
        Purpose.TRANSITION: (_place, _ages, _faith, _ties),
    }
)
