"""The rules of the tree as tables, and what breaks them in a module, in sentences."""

import ast
from collections.abc import Iterator
from pathlib import Path

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
    "tests": 300,
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
        "ui.address",
        "ui.state",
        "ui.frame",
        "ui.partner_state",
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
