"""A run of a page looks once which build there is; the next run looks again."""

import pytest

from geo.errors import StaleData
from ui import edition


def test_a_run_goes_on_with_the_build_that_it_began_with(monkeypatch, tmp_path, synthetic_build):
    monkeypatch.setenv("SPM_DATA", str(synthetic_build))
    with edition.one_edition():
        seen = edition.build()
        monkeypatch.setenv("SPM_DATA", str(tmp_path))
        assert edition.build() is seen
        assert edition.edition() == seen["build_id"]
    with pytest.raises(StaleData), edition.one_edition():
        edition.build()


def test_what_could_not_be_read_is_looked_for_again(monkeypatch, tmp_path, synthetic_build):
    monkeypatch.setenv("SPM_DATA", str(tmp_path))
    with edition.one_edition():
        with pytest.raises(StaleData):
            edition.build()
        monkeypatch.setenv("SPM_DATA", str(synthetic_build))
        assert edition.build()["build_id"]
