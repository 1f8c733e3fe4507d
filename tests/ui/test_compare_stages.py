"""Schools of different phases side by side: a key stage that a school does not have is no gap of its figures."""


def test_a_primary_school_has_no_pupils_of_key_stage_4(open_app, words_of, monkeypatch):
    monkeypatch.delenv("SPM_DATA")
    said = words_of(open_app("pages/compare.py", urns="100013,100049"))
    rows = [
        row for row in said.split("<tr>") if row.startswith('<th scope="row">Attainment 8<') or "Attainment 8<" in row
    ]
    assert rows
    assert all("no pupils of this age" in row and "42.4 (2018/19)" in row for row in rows)
