"""The documents say what the program does: commands, measures, columns, sources, links, requirements."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from tests.registry_tables import PAGE, SECTIONS, section_of, write

ROOT = Path(__file__).parents[1]
ELSEWHERE = [ROOT / "data" / "raw" / "README.md", ROOT / "benchmarks" / "README.md"]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ELSEWHERE])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))

#: Targets that the check on a bare machine need not run.
NOT_IN_CI = {"help", "clean", "demo"}


def text(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- commands -------------------------------------------------------------------------------------------------


def makefile_targets() -> dict[str, list[str]]:
    """Public targets (those with a line of help) -> what they depend on."""
    found = re.findall(r"^([a-z-]+):([^#\n]*)## ", text("Makefile"), re.MULTILINE)
    return {target: needs.split() for target, needs in found}


def make_commands(page: str) -> set[str]:
    """Targets in the ``make`` commands of a page or script: in code, at the start of a command."""
    return set(re.findall(r"(?:^|`|\s|=1 )make ([a-z][a-z-]*)(?=[\s`]|$)", page, re.MULTILINE))


def code_of(page: str) -> str:
    """Only what a page sets as code."""
    fenced = re.findall(r"^```.*?\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*fenced, *re.findall(r"`([^`\n]+)`", rest)])


def test_readme_names_every_command_and_no_other():
    assert make_commands(code_of(text("README.md"))) == set(makefile_targets())


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_in_other_pages_exist(page):
    unknown = make_commands(code_of(page.read_text(encoding="utf-8"))) - set(makefile_targets())
    assert not unknown, f"{name_of(page)} names {', '.join(sorted(unknown))}: the Makefile has no such target"


def test_ci_runs_the_commands_of_the_readme():
    run = make_commands(re.sub(r"^\s*#.*", "", text(".ci", "run"), flags=re.MULTILINE))
    targets = makefile_targets()
    # A target without a recipe of its own is run when all that it depends on is.
    only_others = {name for name, needs in targets.items() if needs and set(needs) <= set(targets)}
    covered = run | {name for name in only_others if set(targets[name]) <= run}
    assert set(targets) - NOT_IN_CI <= covered
    assert run <= set(targets)


def test_ci_ends_with_pytest():
    assert text(".ci", "run").rstrip().splitlines()[-1] == "SPM_REQUIRE_BROWSER=1 SPM_REQUIRE_POSTGRES=1 make test"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111 or sys.platform == "win32"


def test_windows_commands_are_those_of_the_makefile():
    windows = re.findall(r"^\|.*`\.venv\\Scripts\\python (-m [^`]+)`[^`]* \|$", text("README.md"), re.MULTILINE)
    recipes = re.findall(r"^\t\$\(PY\) (-m .+)$", text("Makefile"), re.MULTILINE)
    # The port is the user's choice; the other variables are at their defaults.
    options = re.compile(r" (--server\.\S+ \S+|\$\(\w+\))")
    made = {options.sub("", recipe.replace('"$(RAW)"', "data/raw")) for recipe in recipes}
    written = {options.sub("", command.replace("\\", "/")) for command in windows}
    assert written == made | {"-m pip install -r requirements-dev.txt"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_pipeline_commands_exist(page):
    code = code_of(page.read_text(encoding="utf-8"))
    used = re.findall(r"python -m pipelines[ \t]+([a-z]+)(?:[ \t]+([a-z_0-9]+))?", code)
    for command, argument in used:
        assert command in {"sources", "fetch", "check", "build", "diff"}, f"{name_of(page)}: {command}"
        if command == "fetch" and argument:
            assert SOURCES[argument].fetchable, f"{name_of(page)}: fetch cannot get {argument}"


# --- registries -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", SECTIONS)
def test_data_page_is_the_registry(section):
    found, expected = section_of(PAGE.read_text(encoding="utf-8"), section), SECTIONS[section]()
    absent = [line for line in expected if line not in found]
    extra = [line for line in found if line not in expected]
    message = [f"docs/data.md, {section}: `python -m tests.registry_tables` writes these lines"]
    assert found == expected, "\n".join([*message, *(f"+ {x}" for x in absent), *(f"- {x}" for x in extra)])


def test_writing_the_data_page_changes_nothing_else(tmp_path):
    copy = tmp_path / "data.md"
    copy.write_text(PAGE.read_text(encoding="utf-8").replace("`fsm_ever6`", "`gone`"), encoding="utf-8")
    write(copy)
    assert copy.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_raw_page_says_where_a_source_belongs(source):
    page = text("data", "raw", "README.md")
    row = next((line for line in page.splitlines() if line.startswith(f"| `{source.name}` |")), None)
    assert row is not None, f"data/raw/README.md has no row for {source.name}"
    _, gives, folder, example, where, fetch = (cell.strip() for cell in row.strip("|").split("|"))
    assert gives == source.gives
    assert folder == f"`{source.folder}/`"
    assert source.fits(example.strip("`")), f"{example} is not a name of {source.name}: {source.pattern}"
    assert where == f"<{source.page}>"
    assert fetch == ("yes" if source.fetchable else "by hand")
    licences = [line for line in page.splitlines() if f"| {source.publisher} | {source.licence} |" in line]
    assert any(source.attribution in line and f"`{source.name}`" in line for line in licences), source.name


@pytest.mark.parametrize(
    "line",
    [
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "Contains OS data © Crown copyright and database right 2025.",
        "Contains Royal Mail data © Royal Mail copyright and database right 2025.",
        "Contains National Statistics data © Crown copyright and database right 2025.",
    ],
)
def test_readme_gives_attribution(line):
    assert line in " ".join(text("README.md").split())


# --- the bundle -----------------------------------------------------------------------------------------------


def bundle() -> dict:
    return json.loads(text("data", "processed", "BUILD.json"))


def years_of(heading: str) -> set[str]:
    """School years that the table below a heading of docs/data.md says are in the bundle."""
    part = re.split(rf"^### {heading}$", text("docs", "data.md"), flags=re.MULTILINE)[1].split("\n### ", maxsplit=1)[0]
    years: set[str] = set()
    for cell, what in re.findall(r"^\| (\d{4}/\d\d[^|]*) \| ([^|]+) \|", part, re.MULTILINE):
        if what.startswith(("not bundled", "nobody has it")):
            continue
        for span in cell.split(", "):
            ends = [int(year) for year in re.findall(r"(\d{4})/", span)]
            years |= {f"{year}/{(year + 1) % 100:02}" for year in range(ends[0], ends[-1] + 1)}
    return years


@pytest.mark.parametrize(("heading", "measure"), [("Pupils", "pupils"), ("Absence", "persistent_absence")])
def test_data_page_has_the_years_of_the_bundle(heading, measure):
    published = {year for year, known in bundle()["coverage"][measure].items() if known.get("published")}
    assert years_of(heading) == published


def test_the_yearly_update_has_every_source_and_no_other():
    table = re.findall(r"^\| [^|]+ \| ([^|]+) \| [^|]+ \|$", text("docs", "yearly-update.md"), re.MULTILINE)
    named = [name for cell in table for name in re.findall(r"`(\w+)`", cell)]
    assert set(named) == set(SOURCES)
    # The two editions of key stage 4 come out at two times of the year.
    assert sorted(name for name in named if named.count(name) > 1) == ["ks4_ees", "ks4_ees"]


def test_the_yearly_update_names_modules_and_pages_that_are_there():
    page = text("docs", "yearly-update.md")
    for path in re.findall(r"`((?:geo|pipelines|tests)/[\w/.]+)`", page):
        assert (ROOT / path).exists(), f"docs/yearly-update.md names {path}"
    headings = set(re.findall(r'header\("([^"]+)"', text("ui", "quality_parts.py") + text("ui", "quality_gaps.py")))
    for part in re.findall(r"^   - \*([^*]+)\*", page, re.MULTILINE):
        assert any(heading.startswith(part) for heading in headings), f"the quality page has no part “{part}”"
    assert "## Through the year" in page, "the quality page sends its readers there"


def test_data_page_tells_what_the_bundle_lacks():
    page = text("docs", "data.md")
    assert f"{bundle()['counts']['schools']:,} establishment records" in page
    for gap in bundle()["missing"]:
        assert f"`python -m pipelines fetch {gap['fetch']}` adds it" in page, f"docs/data.md: {gap['label']} is lacking"


# --- links and form -------------------------------------------------------------------------------------------


def slug(heading: str) -> str:
    """Anchor that a heading gets: lower case, no punctuation, hyphens."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def broken_links(page: Path, content: str) -> list[str]:
    """List the links of a page to files, or to headings of pages, that are not there."""
    broken = []
    for target in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", re.sub(r"^```.*?^```", "", content, flags=re.M | re.S)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (page.parent / file).resolve() if file else page
        if not path.exists():
            broken.append(target)
        elif anchor:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            broken += [] if anchor in map(slug, headings) else [target]
    return broken


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


def test_a_broken_link_is_seen():
    content = "[a](README.md) [b](none.md) [c](CONTRIBUTING.md#habits) [d](CONTRIBUTING.md#none) [e](https://x.org)"
    assert broken_links(ROOT / "README.md", content) == ["none.md", "CONTRIBUTING.md#none"]


def test_every_picture_is_told_in_words_there_and_small():
    told = re.findall(r"^!\[.{40,}\]\((docs/images/\S+\.png)\)$", text("README.md"), re.MULTILINE)
    assert sorted(told) == sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/images/*"))
    for path in told:
        picture = ROOT / path
        assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert picture.stat().st_size < 300_000


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_has_its_form(path):
    content = path.read_text(encoding="utf-8")
    number = int(path.name[:4])
    assert content.startswith(f"# {number}. ")
    parts = re.split(r"^## (.+)$", content, flags=re.MULTILINE)[1:]
    assert parts[::2] == ["Status", "Context", "Options", "Decision", "Consequences"]
    assert all(body.strip() for body in parts[1::2])


def test_decisions_are_numbered_in_a_row():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_changelog_has_a_heading_for_data():
    releases = re.split(r"^## ", text("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    assert releases
    assert all("### Data" in release for release in releases)


def test_documents_keep_to_the_project():
    for page in [*PAGES, ROOT / "Makefile", ROOT / ".ci" / "run"]:
        found = re.findall(r"(?<![\w.:/])/(?:home|root|work|opt|Users|tmp)/\S*", page.read_text(encoding="utf-8"))
        assert not found, f"{name_of(page)} names a path of one machine: {found}"


def test_benchmarks_are_described():
    page = text("benchmarks", "README.md")
    for path in ROOT.glob("benchmarks/*.py"):
        assert f"`{path.name}`" in page, f"benchmarks/README.md says nothing of {path.name}"


@pytest.mark.skipif(sys.platform == "win32", reason="make is not on Windows")
def test_make_alone_lists_the_commands():
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^ +make ([a-z-]+) ", said, re.MULTILINE) == list(makefile_targets())
