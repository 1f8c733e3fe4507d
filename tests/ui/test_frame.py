"""What happens when the tables are absent, old or broken."""

import json

import pandas as pd

from geo import store
from tests import factories


def test_without_tables_it_says_how_to_make_them(open_app, words_of, monkeypatch, tmp_path):
    monkeypatch.setenv("SPM_DATA", str(tmp_path))
    # The fixture has set the synthetic folder; this one is later, and empty.
    at = open_app()
    assert not at.exception
    assert "python -m pipelines build" in words_of(at)


def test_tables_of_another_version_are_refused(open_app, words_of, monkeypatch, tmp_path):
    (tmp_path / store.BUILD_FILE).write_text(json.dumps({"schema_version": 0}), encoding="utf-8")
    monkeypatch.setenv("SPM_DATA", str(tmp_path))
    assert "python -m pipelines build --fresh" in words_of(open_app())


def test_a_broken_table_is_named(open_app, words_of, monkeypatch, tmp_path):
    folder = factories.write_build(tmp_path / "processed")
    pd.DataFrame({"urn": [1]}).to_parquet(folder / "inspections.parquet")
    monkeypatch.setenv("SPM_DATA", str(folder))
    at = open_app()
    assert not at.exception
    assert "table inspections: missing column" in words_of(at)


def test_names_of_the_data_are_not_markup(open_app, words_of, monkeypatch, tmp_path):
    evil = factories.schools(
        factories.school(100_001, name="Synthetic <b>*bold*</b> $x$ [school](https://example.org)")
    )
    folder = factories.write_build(tmp_path / "processed", schools=evil)
    monkeypatch.setenv("SPM_DATA", str(folder))
    at = open_app("pages/school.py", urn="100001")
    assert not at.exception
    assert at.title[0].value == ("Synthetic \\<b\\>\\*bold\\*\\</b\\> \\$x\\$ \\[school\\]\\(https\\://example.org\\)")
