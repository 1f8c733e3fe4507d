"""Two schools at one place can each be chosen, from the panel of the other."""

import pytest
from shapely.geometry import Point

from tests import factories


@pytest.fixture
def at(open_app, monkeypatch, tmp_path):
    rows = [factories.school(100_001 + turn, geometry=Point(528_000, 184_000 + turn * 20)) for turn in range(2)]
    rows.append(factories.school(100_003, geometry=Point(529_000, 184_000)))
    folder = factories.write_build(tmp_path / "processed", schools=factories.schools(*rows))
    monkeypatch.setenv("SPM_DATA", str(folder))
    return open_app(school="100001")


def test_each_can_be_chosen(at, words_of):
    assert not at.exception
    assert "Also here: 1 school." in words_of(at)
    at.button(key="also-100002").click().run()
    assert not at.exception
    assert at.main.subheader[0].value == "Synthetic Primary 100002"
    assert at.button(key="also-100001")


def test_a_school_alone_has_no_such_list(at, words_of):
    at.query_params["school"] = "100003"
    assert "Also here" not in words_of(at.run())
