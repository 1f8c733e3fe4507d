"""The rules of the tree: who may import whom, how long a module may be, who keeps caches and state.

The rules are the tables below; each is also tried on a few made-up lines that break it.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: What each part of ours may import from us. A name absent here is not ours.
MAY_IMPORT = {
    "geo": {"geo"},
    "pipelines": {"pipelines", "geo"},
    "briefings": {"briefings", "geo"},
    "workspace": {"workspace", "geo"},
    "ui": {"ui", "geo", "briefings", "workspace"},
    "pages": {"ui", "geo", "briefings", "workspace"},
    "app": {"ui", "geo"},
    "server": {"ui", "geo"},
}

#: Libraries that a part, or one module, leaves to others, and why.
MUST_NOT_IMPORT = {
    "geo": ({"streamlit", "folium", "pydeck", "altair"}, "the domain knows no screen"),
    "pipelines": ({"streamlit", "folium", "pydeck", "altair"}, "the pipeline knows no screen"),
    "briefings": ({"streamlit", "folium", "pydeck", "altair"}, "a briefing is made without a screen"),
    "workspace": ({"streamlit", "folium", "pydeck", "altair"}, "the workspace knows no screen"),
    "pages": ({"folium", "pydeck", "altair"}, "a page draws through ui"),
    "ui.charts": ({"streamlit"}, "a chart is made without Streamlit, so that it can be tested and printed"),
    "ui.area_charts": ({"streamlit"}, "a chart is made without Streamlit, so that it can be tested and printed"),
}

#: Inside geo a module imports its own level and those below. What is not listed is on FLOOR.
GEO_LEVEL = (
    {
        "errors": 0,
        "crs": 0,
        "vocab": 0,
        "measure": 0,
        "measures_context": 0,
        "measures_ks2": 0,
        "measures_ks4": 0,
        "measures_ks5": 0,
        "measures_results": 0,
        "result_caveats": 0,
        "measures": 1,
        "schema": 1,
        "partners": 3,
    }
    | dict.fromkeys(("mutual", "steadiness", "spread", "facts", "reasons", "partner_download", "pairs"), 4)
    | {"method_card": 5}
)
FLOOR = 2

#: Longest module in lines, by part.
MOST_LINES = {
    "geo": 300,
    "pipelines": 300,
    "briefings": 300,
    "workspace": 300,
    "ui": 300,
    "pages": 120,
    "app": 60,
    "server": 300,
    "benchmarks": 300,
}

#: Streamlit's caches and state, and the modules that may touch them.
KEEPERS = {
    "cache_data": {"ui.data"},
    "cache_resource": {"ui.data", "ui.edition", "ui.school_data", "ui.partner_data", "ui.area_data", "ui.quality_data"},
    "session_state": {
        "ui.state",
        "ui.frame",
        "ui.partner_state",
        "ui.briefing_state",
        "ui.area_state",
        "ui.quality_state",
        "ui.workspace_state",
        "ui.workspace_reading",
    },
    "query_params": {
        "ui.state",
        "ui.frame",
        "ui.partner_state",
        "ui.briefing_state",
        "ui.area_state",
        "ui.quality_state",
        "ui.workspace_state",
    },
}


def module_name(path: Path) -> str:
    """``ui/state.py`` -> ``ui.state``; a package's ``__init__`` has the package's name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules(*parts: str) -> list[Path]:
    """Find the Python files of these parts of the tree: folders, or single files at the top."""
    found = []
    for part in parts:
        found += sorted((ROOT / part).rglob("*.py"))
        found += [path for path in [ROOT / f"{part}.py"] if path.is_file()]
    return found


def imports(source: str) -> Iterator[tuple[int, str]]:
    """List line and full name of everything that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def import_breaches(name: str, source: str) -> list[str]:
    """List what a module imports against the rules, in sentences."""
    part = name.split(".", maxsplit=1)[0]
    breaches = []
    for line, target in imports(source):
        top = target.split(".")[0]
        if target.startswith("."):
            breaches.append(f"{name}:{line} imports {target}: write the full name")
        elif top in MAY_IMPORT and top not in MAY_IMPORT[part]:
            allowed = ", ".join(sorted(MAY_IMPORT[part]))
            breaches.append(f"{name}:{line} imports {target}: of ours, {part} may import only {allowed}")
        for owner in {part, name} & MUST_NOT_IMPORT.keys():
            banned, why = MUST_NOT_IMPORT[owner]
            if top in banned:
                breaches.append(f"{name}:{line} imports {target}: {why}")
        if part == "geo" and target.startswith("geo."):
            breaches += level_breaches(name, line, target)
    return breaches


def level_breaches(name: str, line: int, target: str) -> list[str]:
    """Say whether a module of geo imports one of a higher level."""
    own, other = (dotted.split(".")[1] if "." in dotted else "" for dotted in (name, target))
    if GEO_LEVEL.get(other, FLOOR) <= GEO_LEVEL.get(own, FLOOR):
        return []
    return [f"{name}:{line} imports {target}: inside geo, errors, crs, vocab <- measures, schema <- others <- partners"]


def handler_breaches(name: str, source: str) -> list[str]:
    """List where a module catches everything, whatever it is."""
    broad = {"Exception", "BaseException"}
    breaches = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            caught = {item.id for item in ast.walk(node.type) if isinstance(item, ast.Name)} if node.type else broad
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "suppress":
            caught = {item.id for item in node.args if isinstance(item, ast.Name)}
        else:
            continue
        if caught & broad:
            breaches.append(f"{name}:{node.lineno} catches everything: name the errors that are meant")
    return breaches


def keeper_breaches(name: str, source: str) -> list[str]:
    """List where a module touches a cache or a state of Streamlit that is another's to keep."""
    tree = ast.parse(source)
    aliases = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "streamlit"
    }
    touched = [
        (node.lineno, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases
    ]
    touched += [(line, target.split(".")[-1]) for line, target in imports(source) if target.startswith("streamlit.")]
    return [
        f"{name}:{line} touches st.{attribute}: only {' and '.join(sorted(KEEPERS[attribute]))} may"
        for line, attribute in touched
        if attribute in KEEPERS and name not in KEEPERS[attribute]
    ]


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
    assert handler_breaches("ui.data", source.replace("BaseException", "KeyError").replace("Exception", "OSError")) == (
        handler_breaches("ui.data", source) if "except:" in source else []
    )


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
