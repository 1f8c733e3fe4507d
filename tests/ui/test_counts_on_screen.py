"""The count that stands beside each option is what is on the screen once it is chosen."""

import re

import pytest
from streamlit.testing.v1.element_tree import Caption


def written(at, key):
    """Counts under the filter of this key, as a person reads them: word -> number."""
    parts = list(at.sidebar)
    place = next(place for place, part in enumerate(parts) if getattr(part, "key", None) == key)
    line = next(part.value for part in parts[place:] if isinstance(part, Caption)).split("  \n")[0]
    pairs = (re.fullmatch(r"(.+) ([0-9,]+)", each.replace("\\", "")) for each in line.split(" · "))
    return {pair[1]: int(pair[2].replace(",", "")) for pair in pairs}


def rows(at):
    return len(at.dataframe[0].value) if at.dataframe else 0


@pytest.mark.parametrize(
    ("key", "group", "query"),
    [
        ("phase", None, {}),
        ("phase", None, {"pupils": "..2000", "unknown": "pupils"}),
        ("sector", None, {"phase": ["Primary", "Secondary"]}),
        ("borough", None, {"border": "700"}),
        ("overall", "ofsted", {"phase": "Primary"}),
        ("faith", "kind", {"sector": ""}),
    ],
)
def test_the_count_beside_an_option_is_what_choosing_it_leaves(open_app, key, group, query):
    at = open_app(**query)
    if group:
        at.session_state[f"group-{group}"] = True
        at.run()
    counts = written(at, key)
    assert counts
    for word, number in counts.items():
        widget = at.pills(key=key) if key in {"phase", "sector"} else at.multiselect(key=key)
        widget.set_value([word]).run()
        assert rows(at) == number, word
