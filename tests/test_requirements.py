"""What is required is pinned, installed and used, and what is used is required."""

import ast
import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: Required and not imported by name: why it is there.
INDIRECT = {
    "authlib": "Streamlit signs people in with it",
    "httpx": "Authlib asks the identity provider with it",
    "pyarrow": "pandas and geopandas read and write Parquet with it",
    "pyproj": "geopandas reprojects with it",
    "psycopg": "SQLAlchemy reaches PostgreSQL with it",
    "uvicorn": "Streamlit serves an st.App with it",
    "mypy": "make lint",
    "oidc-provider-mock": "the identity provider of the browser tests, a program",
    "ruff": "make lint",
    "pytest-randomly": "a plugin of pytest: the order of the tests is random",
}

#: Ours, with the helpers of the tests, which their neighbours import by name.
OURS = {"geo", "pipelines", "briefings", "workspace", "ui", "pages", "app", "server", "tests", "benchmarks"} | {
    p.stem for p in ROOT.glob("tests/**/*.py")
}


def requirements(name: str) -> dict[str, str]:
    """Distribution -> version; any other form of line than ``name==version`` is an error."""
    pins = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "-r ")):
            found = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([0-9][\w.]*)", line.strip())
            assert found, f"{name}: {line!r} is not pinned with =="
            pins[normal(found[1])] = found[2]
    return pins


def normal(distribution: str) -> str:
    """Spelling by which distributions are compared: ``XStatic_Leaflet`` -> ``xstatic-leaflet``."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imported(*folders: str) -> dict[str, str]:
    """Top-level name of every foreign import -> a file that has it."""
    found: dict[str, str] = {}
    for folder in folders:
        for path in sorted(ROOT.glob(folder)):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
                for name in names:
                    top = name.split(".", maxsplit=1)[0]
                    if top == "xstatic":  # one namespace, many distributions
                        top = name
                    found[top] = path.relative_to(ROOT).as_posix()
    return {name: file for name, file in found.items() if name not in OURS | set(sys.stdlib_module_names)}


APP_FILES = (
    "*.py",
    "geo/**/*.py",
    "pipelines/**/*.py",
    "briefings/**/*.py",
    "workspace/**/*.py",
    "ui/**/*.py",
    "pages/**/*.py",
)
ALL_FILES = (*APP_FILES, "tests/**/*.py", "docs/*.py")
BENCH_FILES = ("benchmarks/**/*.py",)


@cache
def providers() -> Mapping[str, list[str]]:
    """Distributions by the module that they provide; to look at every installed file takes half a second."""
    return packages_distributions()


def distributions(module: str) -> set[str]:
    """Distributions that provide a module."""
    return {normal(name) for name in providers().get(module.split(".", maxsplit=1)[0], [module])}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_and_installed(name):
    for distribution, pin in requirements(name).items():
        assert version(distribution) == pin, f"{name} pins {distribution} {pin}, {version(distribution)} is installed"


def test_what_is_imported_is_required():
    app = requirements("requirements.txt")
    everything = app | requirements("requirements-dev.txt")
    bench = app | requirements("requirements-bench.txt")
    for files, pins, name in [
        (APP_FILES, app, "requirements.txt"),
        (ALL_FILES, everything, "requirements-dev.txt"),
        (BENCH_FILES, bench, "requirements-bench.txt"),
    ]:
        absent = {module: file for module, file in imported(*files).items() if not distributions(module) & pins.keys()}
        assert not absent, "\n".join(f"{file} imports {m}, which {name} does not name" for m, file in absent.items())


def test_what_is_required_is_used():
    used = set().union(*(distributions(module) for module in imported(*ALL_FILES)))
    app_used = set().union(*(distributions(module) for module in imported(*APP_FILES)))
    bench_used = set().union(*(distributions(module) for module in imported(*BENCH_FILES)))
    for name, modules in [
        ("requirements.txt", app_used),
        ("requirements-dev.txt", used),
        ("requirements-bench.txt", bench_used),
    ]:
        unused = requirements(name).keys() - modules - INDIRECT.keys()
        assert not unused, f"{name} names {', '.join(sorted(unused))}, which nothing imports"


def test_indirect_requirements_are_required():
    assert INDIRECT.keys() <= requirements("requirements.txt").keys() | requirements("requirements-dev.txt").keys()
