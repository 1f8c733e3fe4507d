"""The file that says what a build changed: written, read back, and refused where it is another's or broken."""

import pytest

from geo.changes import Change, Changes, FigureChange, read_changes, write_changes
from geo.errors import StaleData
from geo.store import CHANGES_FILE

SOME = Changes(
    "old1",
    "new1",
    "census 2022/23",
    "census 2023/24",
    ("census:2023/24",),
    (),
    (FigureChange("pupils", "2023/24", 0, 3, 0),),
    (Change("head count", 100_001, "SYNTHETIC École", "200 pupils in 2022/23, 180 in 2023/24"),),
)


def test_what_is_written_is_read(tmp_path):
    write_changes(tmp_path, SOME)
    assert read_changes(tmp_path, "new1") == SOME
    first = (tmp_path / CHANGES_FILE).read_bytes()
    write_changes(tmp_path, SOME)
    assert (tmp_path / CHANGES_FILE).read_bytes() == first


def test_changes_of_another_build_are_not_told_of_this_one(tmp_path):
    assert read_changes(tmp_path, "new1") is None
    write_changes(tmp_path, SOME)
    assert read_changes(tmp_path, "another") is None


@pytest.mark.parametrize("content", ["{", "[]", '{"old_build": "a"}', '{"changes": [{"kind": 1}]}'])
def test_a_broken_file_is_a_sentence_with_the_remedy(tmp_path, content):
    (tmp_path / CHANGES_FILE).write_text(content)
    with pytest.raises(StaleData, match="python -m pipelines diff OLD NEW --save"):
        read_changes(tmp_path, "new1")
