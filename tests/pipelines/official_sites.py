"""The official sites, played by the local server. Every content is synthetic; headers are the published ones."""

import io
import json
import zipfile
from dataclasses import fields
from typing import Any

from pipelines.resolve import LAYERS, Places
from tests.pipelines.fileserver import FileServer, Reply, Seen

REGISTER = b"URN,LA (code),EstablishmentName\n900001,202,A school\n"
MEMBERS = b"URN,Group UID,Group Name\n900001,9001,A trust\n"
TABLE = b"school_urn,time_period\n900001,202324\n"
CODE_POINT = b'"ZZ1 1AA",10,530000,180000,"E92000001","","","","E09000007","E05000000"\n'
MI_TITLE = "Management information - state-funded schools - latest inspections as at"

TAGS = ("all.edubase.data", "all.edubase.data.links", "all.group.records", "all.group.links.records")


def places_on(server: FileServer) -> Places:
    """Each site below a path of its own, the register's at the root, since its form names whole paths."""
    sites = {site.name: f"{server.url}/{site.name}" for site in fields(Places)}
    return Places(**{**sites, "gias": server.url})


def zipped(**tables: bytes) -> bytes:
    """A zip; ``__`` in a name stands for a slash."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in tables.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def play_register_form(server: FileServer, archive: bytes, polls: int = 2) -> None:
    """Play the form: choose, wait until collated, and take the zip, each step with its token."""
    rows = "".join(
        f'<input name="Downloads[{row}].Tag" type="hidden" value="{tag}" />'
        f'<input name="Downloads[{row}].Selected" type="checkbox" value="true" />'
        f'<input name="Downloads[{row}].Selected" type="hidden" value="false">'
        for row, tag in enumerate(TAGS)
    )
    day = "".join(
        f'<input name="FilterDate.{part}" type="hidden" value="{value}"/>'
        for part, value in (("Day", 21), ("Month", 11), ("Year", 2026))
    )
    ticket = '<input name="__RequestVerificationToken" type="hidden" value="token-1"/>'
    server.serve(
        "/Downloads",
        f'<form action="/search"><input name="q"></form>'
        f'<form action="/Downloads/Collate" method="post">{ticket}{day}{rows}</form>'.encode(),
    )
    server.serve("/Downloads/Collate", Reply(status=302, headers={"Location": "/Downloads/Generated/77"}))
    waiting = b"<h1>Please wait</h1>"
    ready = (
        b'<h1 id="generation-completed-heading">Download generation completed</h1>'
        b'<form action="/Downloads/Download/Extract" method="post"><input name="id" value="77" type="hidden">'
        b'<button name="go" value="Results.zip">Results.zip</button></form>'
    )
    server.serve("/Downloads/Generated/77", *[waiting] * polls, ready)
    server.serve("/Downloads/Download/Extract", Reply(archive, headers={"Content-Type": "application/zip"}))


def attachments(server: FileServer, *titles: str, suffix: str = "csv") -> bytes:
    """Answer of GOV.UK's content API for a page with these attachments."""
    listed = [
        {"title": title, "url": f"{server.url}/media/{number}/Management_information.{suffix}"}
        for number, title in enumerate(titles)
    ]
    return json.dumps({"title": "Monthly management information", "details": {"attachments": listed}}).encode()


def play_boundaries(server: FileServer, limit: int = 2, forget: int = 0) -> None:
    """Play the map server, which gives at most ``limit`` areas at once, and withholds ``forget`` of them."""
    areas: dict[str, list[dict[str, str]]] = {
        "boroughs": [{"LAD25CD": code, "LAD25NM": name} for code, name in BOROUGHS.items()],
        "wards": [{"WD25CD": f"E0500000{n}", "LAD25CD": code} for n, code in enumerate([*BOROUGHS, "E09000007"])],
        "lsoas": [{"LSOA21CD": f"E0100000{n}", "LSOA21NM": f"{name} 001A"} for n, name in enumerate(BOROUGHS.values())],
    }
    for source, layer in LAYERS.items():
        path = f"/ons/{layer.name}/FeatureServer/0/query"
        server.route(path, lambda seen, known=areas[source]: _layer(seen, known, limit, forget))


BOROUGHS = {"E09000007": "Camden", "E09000019": "Islington", "E09000033": "Westminster"}


def _layer(seen: Seen, known: list[dict[str, str]], limit: int, forget: int) -> Reply:
    wanted = [row for row in known if any(f"'{value}'" in seen.form["where"] for value in _keys(row))]
    if seen.form.get("returnCountOnly"):
        return Reply(json.dumps({"count": len(wanted)}).encode())
    given = wanted[: len(wanted) - forget]
    offset = int(seen.form["resultOffset"])
    page = given[offset : offset + limit]
    square = {"type": "Polygon", "coordinates": [[[0.1, 51.5], [0.2, 51.5], [0.2, 51.6], [0.1, 51.5]]]}
    answer: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": row, "geometry": square} for row in page],
    }
    if offset + limit < len(given):
        answer["properties"] = {"exceededTransferLimit": True}
    return Reply(json.dumps(answer).encode())


def _keys(row: dict[str, str]) -> list[str]:
    return [*row.values(), *(f"{name.rpartition(' ')[0]} %" for name in row.values())]


def play_everything(server: FileServer) -> None:
    """Play every site on a good day; the register has no dated link for groups and members."""
    for stem in ("edubasealldata", "links_edubasealldata"):
        server.serve(f"/gias_files/{stem}20261124.csv", Reply(REGISTER, headers={"ETag": '"r"'}))
    play_register_form(server, zipped(**{"groups.csv": MEMBERS, "links.csv": MEMBERS}))
    page = "/gov_uk/api/content/government/statistical-data-sets/"
    page += "monthly-management-information-ofsteds-school-inspections-outcomes"
    server.serve(page, attachments(server, f"{MI_TITLE} 28 February 2026", f"{MI_TITLE} 31 Jan 2026"))
    server.serve("/media/0/Management_information.csv", b"URN,Inspection\n900001,NULL\n")
    for data_set in DATA_SETS:
        server.serve(f"/ees/data-catalogue/data-set/{data_set}/csv", TABLE)
    for release, file in CENSUS_FILES:
        server.serve(f"/ees_content/api/releases/{release}/files/{file}", b"urn,headcount\n900001,10\n")
    server.route("/cscp/download-data", _performance_tables)
    code_point = zipped(Data__CSV__zz=b"", **{"Data__CSV__nw.csv": CODE_POINT, "Doc__licence.txt": b"OGL"})
    product = "/ordnance_survey/downloads/v1/products/CodePointOpen/downloads"
    server.serve(product, Reply(status=302, headers={"Location": "/store/codepo_gb.zip"}))
    server.serve("/store/codepo_gb.zip", code_point)
    postcodes = {"Data__multi_csv__ONSPD_AUG_2026_UK_NW.csv": b"pcd,lat\n", "Data__ONSPD_AUG_2026_UK.csv": b"pcd,lat\n"}
    server.serve("/arcgis/sharing/rest/content/items/9e5a92a3cfb14dc7ad43d6ea7a7b8c7f/data", zipped(**postcodes))
    play_boundaries(server)


#: The data sets of Explore Education Statistics that hold the tables, and the two census files (release, file).
DATA_SETS = (
    "889f9166-e3bf-4d3a-afb2-d86e4aecc70a",
    "d37f27c4-cca2-4274-97e9-1cdcb4ecad18",
    "a4b5a46f-5bed-42b5-91b8-93620a04001e",
    "59d8b51e-fea6-40f5-911a-0d916679d206",
    "b361b4c3-21b9-46fd-9126-b8060c6a40e2",
    "5b3d308c-da72-467f-b2ef-ab77d576a455",
    "c5490fd8-6cf3-469e-9f60-0b4262134cb5",
)
CENSUS_FILES = (
    ("63491b17-2037-4533-b719-d3656aaf6ed5", "3dc88c32-da52-4aff-b6d0-0126de016844"),
    ("420ab305-b770-4dfa-89a0-ac899f34ac46", "3d6359e3-0733-4a4c-a829-66aec003966d"),
)
_TABLE_OF = {
    "PUPILABSENCE": "england_abs",
    "CENSUS": "england_census",
    "GIAS": "england_school_information",
    "KS2": "england_ks2final",
    "KS4": "england_ks4final",
    "KS4DESTINATION": "england_ks4-pupdest",
    "KS5": "england_ks5final",
}


def _performance_tables(seen: Seen) -> Reply:
    """Two years are there; of every other the site sends a page."""
    if not seen.headers["User-Agent"].startswith("Mozilla/5.0"):
        return Reply(status=403)
    year = seen.query["year"]
    if year not in ("2022-2023", "2023-2024"):
        return Reply(b"<html>Choose a year</html>", headers={"Content-Type": "text/html"})
    table = _TABLE_OF[seen.query["filters"]]
    return Reply(zipped(**{f"{year}__{table}.csv": b"URN,LA\n900001,202\n", f"{year}__{table}_meta.csv": b"a,b\n"}))
