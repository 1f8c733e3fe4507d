"""The rules of the tree: who may import whom, how long a module may be, who keeps caches and state.

Each rule is also tried on a few made-up lines that break it.
"""

import sys

import pytest

from tests.tree_rules import (
    MAY_IMPORT,
    MOST_LINES,
    ROOT,
    handler_breaches,
    import_breaches,
    keeper_breaches,
    module_name,
    modules,
)


@pytest.mark.parametrize("path", modules(*MAY_IMPORT), ids=module_name)
def test_imports_go_one_way(path):
    breaches = import_breaches(module_name(path), path.read_text(encoding="utf-8"))
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize("path", modules(*MAY_IMPORT), ids=module_name)
def test_caches_and_state_have_one_keeper(path):
    breaches = keeper_breaches(module_name(path), path.read_text(encoding="utf-8"))
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize("path", modules("ui", "pages"), ids=module_name)
def test_no_page_tells_the_place_in_another_schools_list(path):
    assert "place_in_their_list" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", modules(*MAY_IMPORT), ids=module_name)
def test_no_format_of_a_date_that_windows_lacks(path):
    assert "%-" not in path.read_text(encoding="utf-8"), "write a date with geo.words.date"


@pytest.mark.parametrize("path", modules(*MAY_IMPORT, "tests", "benchmarks"), ids=module_name)
def test_errors_are_caught_by_name(path):
    breaches = handler_breaches(module_name(path), path.read_text(encoding="utf-8"))
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize("path", modules(*MOST_LINES), ids=module_name)
def test_modules_are_short(path):
    most = MOST_LINES[module_name(path).split(".")[0]]
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= most, f"{path.relative_to(ROOT)} has {lines} lines, {most} at most: one concept a module"


def test_every_python_file_falls_under_a_rule():
    known = {*MAY_IMPORT, "tests", "benchmarks", "docs"}
    tops = {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in ROOT.glob("[a-z]*/**/*.py")}
    tops |= {path.stem for path in ROOT.glob("*.py")}
    assert tops <= known, f"no layer rule for {', '.join(sorted(tops - known))}: add it to MAY_IMPORT"
    assert known.isdisjoint(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("geo.select", "import ui.state", "geo may import only geo"),
        ("geo.select", "from pipelines.errors import BadInput", "geo may import only geo"),
        ("geo.select", "def f():\n    import pydeck as pdk", "geo.select:2 imports pydeck: the domain knows no screen"),
        ("geo.vocab", "from geo import measures", "inside geo"),
        ("geo.schema", "from geo.store import read", "inside geo"),
        ("geo.similarity", "from geo.partners import rank", "inside geo"),
        ("pipelines.census", "from ui import words", "pipelines may import only geo, pipelines"),
        ("pipelines.census", "import streamlit as st", "knows no screen"),
        ("ui.shapes", "import pipelines.sources", "ui may import only briefings, geo, ui, workspace"),
        ("briefings.compose", "from ui import words", "briefings may import only briefings, geo"),
        ("briefings.compose", "import streamlit as st", "made without a screen"),
        ("geo.pairs", "from briefings import compose", "geo may import only geo"),
        ("pages.map", "from pipelines.sources import SOURCES", "pages may import only briefings, geo, ui, workspace"),
        ("pages.map", "import pages.school", "pages may import only briefings, geo, ui, workspace"),
        ("workspace.policy", "from ui import words", "workspace may import only geo, workspace"),
        ("workspace.cases", "import streamlit as st", "the workspace knows no screen"),
        ("geo.select", "from workspace import vocab", "geo may import only geo"),
        ("pages.map", "import altair", "draws through ui"),
        ("ui.charts", "import streamlit as st", "made without Streamlit"),
        ("ui.filters", "from .state import read", "write the full name"),
        ("app", "import pipelines", "app may import only geo, ui"),
    ],
)
def test_a_forbidden_import_is_seen(name, source, said):
    assert said in "\n".join(import_breaches(name, source))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("pages.map", "import streamlit as st\nfrom geo.select import select\nfrom ui import words"),
        ("geo.partners", "from geo import crs, similarity, store"),
        ("geo.crs", "from geo.errors import CrsError"),
        ("ui.map_view", "import pydeck\nimport geopandas"),
        ("pipelines.join", "from geo.schema import TABLES\nfrom pipelines import reading"),
    ],
)
def test_a_permitted_import_passes(name, source):
    assert import_breaches(name, source) == []


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    f()\nexcept Exception:\n    pass",
        "try:\n    f()\nexcept (ValueError, BaseException) as e:\n    raise",
        "try:\n    f()\nexcept:\n    pass",
        "with contextlib.suppress(Exception):\n    f()",
    ],
)
def test_catching_everything_is_seen(source):
    assert len(handler_breaches("ui.data", source)) == 1


def test_errors_caught_by_name_pass():
    source = "try:\n    f()\nexcept (ValueError, KeyError):\n    raise\nwith contextlib.suppress(OSError):\n    f()"
    assert handler_breaches("ui.data", source) == []


@pytest.mark.parametrize(
    ("name", "source", "breaches"),
    [
        ("pages.map", "import streamlit as st\nst.session_state['urn'] = 1", 1),
        ("ui.map_view", "import streamlit\nstreamlit.query_params['urn']", 1),
        ("ui.shapes", "from streamlit import cache_data", 1),
        ("ui.filters", "import streamlit as st\n@st.cache_resource(ttl=1)\ndef f(): ...", 1),
        ("ui.state", "import streamlit as st\nst.session_state['urn'] = st.query_params['urn']", 0),
        ("ui.data", "import streamlit as st\n@st.cache_data\ndef f(): ...", 0),
        ("server", "def f(request):\n    return request.query_params['urn']", 0),
        ("pages.map", "import streamlit as st\nst.switch_page('pages/school.py', query_params={'urn': '1'})", 0),
    ],
)
def test_another_keeper_is_seen(name, source, breaches):
    assert len(keeper_breaches(name, source)) == breaches
