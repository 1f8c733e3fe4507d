"""The same raw files the way a user would join them in a notebook: the baseline of ``build_bundle.py``.

It reads with pandas' defaults, merges on the URN and writes one table. It keeps no status of a gap, no
provenance and no rejects, and it does not check anything: that is what it is compared for.
"""

import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd

LONDON = [*range(201, 214), *range(301, 321)]


def read(path: Path, **options: object) -> pd.DataFrame:
    """Read one file with pandas' own reader."""
    return pd.read_csv(path, low_memory=False, **options)


def main(raw: Path, out: Path) -> None:
    """Join the files in ``raw`` and write ``out``."""
    register = read(next((raw / "gias").glob("edubasealldata*")), encoding="cp1252")
    postcodes = pd.concat(
        [read(path, header=None) for path in sorted((raw / "postcodes").rglob("CSV/*.csv*"))], ignore_index=True
    )
    postcodes = postcodes[[0, 2, 3]].set_axis(["Postcode", "x", "y"], axis=1)
    schools = register.merge(postcodes.drop_duplicates("Postcode"), on="Postcode", how="left")
    x, y = schools["Easting"].fillna(schools["x"]), schools["Northing"].fillna(schools["y"])
    schools = gpd.GeoDataFrame(schools, geometry=gpd.points_from_xy(x, y), crs=27700)
    boroughs = gpd.read_file(next((raw / "boundaries").glob("london_boroughs_lad*"))).to_crs(27700)
    schools = schools.sjoin(boroughs, how="left", predicate="within").drop(columns="index_right")
    for path in sorted((raw / "spc").glob("england_census_*.csv.gz")):
        census = read(path)
        census["URN"] = pd.to_numeric(census["URN"], errors="coerce")
        year = path.name[15:22]
        for column in [name for name in census if name.startswith("P") and name != "POSTCODE"]:
            census[column] = pd.to_numeric(census[column].astype(str).str.rstrip("%"), errors="coerce")
        means = census[census["LA"].isin(list(map(str, LONDON)))].groupby(["LA", "SCHOOLTYPE"]).mean(numeric_only=True)
        means.to_csv(out.with_name(f"means-{year}.csv"))
        schools = schools.merge(census.add_suffix(f"_{year}"), left_on="URN", right_on=f"URN_{year}", how="left")
    for path in sorted((raw / "absence").glob("england_abs_*.csv")):
        absence = read(path).drop(columns=["LA", "ESTAB"]).add_suffix(path.stem[-8:])
        schools = schools.merge(absence, left_on="URN", right_on=f"URN{path.stem[-8:]}", how="left")
    long = read(next((raw / "absence").glob("absence_school_2006*")))
    wide = long.pivot_table(index="urn", columns="time_period", values="sess_overall_percent")
    schools = schools.merge(wide.add_prefix("absence_"), left_on="URN", right_index=True, how="left")
    for path in sorted((raw / "ofsted").glob("mi_*")):
        ofsted = read(path, encoding="cp1252").drop_duplicates("URN").add_suffix(f"_{path.name[:14]}")
        schools = schools.merge(ofsted, left_on="URN", right_on=f"URN_{path.name[:14]}", how="left")
    history = read(next((raw / "ofsted").glob("ofsted_ratings_history*")))
    latest = history.sort_values("Inspection Date").groupby("URN").last().add_suffix("_history")
    information = read(next((raw / "performance").glob("england_school_information*")))
    schools = schools.merge(latest, left_on="URN", right_index=True, how="left")
    schools = schools.merge(
        information.add_suffix("_information"), left_on="URN", right_on="URN_information", how="left"
    )
    links = read(next((raw / "gias").glob("links_edubasealldata_2026*")), encoding="cp1252")
    links[links["URN"].isin(schools["URN"])].to_csv(out.with_name("links.csv"))
    schools.drop(columns="geometry").astype(str).to_csv(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
