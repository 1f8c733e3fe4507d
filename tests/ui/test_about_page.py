"""The about page is drawn from the registries and the build alone."""

from geo.measures import MEASURES

PAGE = "pages/about.py"


def test_it_names_sources_gaps_and_every_measure(open_app, words_of):
    at = open_app(PAGE)
    said = words_of(at)
    assert not at.exception
    assert "synthetic release" in said
    assert "Synthetic data for tests." in said
    assert "Suspension rate: whoever runs this map can add it with `python -m pipelines fetch exclusions`." in said
    assert "This build is synthetic." in said
    labels = {block.label for block in at.expander}
    for entry in MEASURES.values():
        assert any(entry.label.split(" (")[0] in label.replace("\\", "") for label in labels), entry.label


def test_what_nobody_has_names_its_own_measures_years_and_reason(open_app, words_of):
    said = words_of(open_app(PAGE)).replace("\\", "")
    assert (
        "Overall absence; Persistent absence; Severe absence, 2019/20: not collected: the absence collection of "
        "2019/20 was cancelled in the pandemic." in said
    )
    assert (
        "Key stage 2 progress in reading; Key stage 2 progress in writing; Key stage 2 progress in maths, 2023/24, "
        "2024/25: not published: these pupils sat no tests at the start, so no progress can be worked out." in said
    )


def test_the_footer_says_of_when_the_data_are(open_app, words_of):
    assert "Data as at synthetic data" in words_of(open_app(PAGE))
