"""The schools on a map, and the same schools in a table."""

from functools import partial

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely.geometry import Point

from geo import words
from geo.link import View
from geo.places import NoPlace, Place
from geo.select import meets_all, stands_elsewhere
from ui import area_links, cards, data, filters, finder, frame, map_view, map_words, state, table, takeaway
from ui.filters import Scene
from ui.folded import popped

HEIGHT_PX = 560


def scene_of(schools: gpd.GeoDataFrame, view: View, place: Place | NoPlace | None) -> Scene:
    """Put together what the filters stand before: the view, the chosen school, and where distances start."""
    found = schools.index[schools["urn"] == view.school] if view.school else []
    own = schools.loc[found[0]] if len(found) else None
    origin, name = None, ""
    if isinstance(place, Place):
        origin, name = Point(place.easting, place.northing), place.label
    elif own is not None and own.geometry is not None:
        origin, name = own.geometry, str(own["name"])
    return Scene(schools, data.offered(), view, own, origin, name, place if isinstance(place, Place) else None)


def shown_in(scene: Scene, order: str) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Give the schools in view, in their order, and those left out because they stand in another borough."""
    schools = scene.schools
    met = data.met(scene.criteria, scene.origin)
    kept = meets_all(met, schools)
    apart = stands_elsewhere(schools, scene.criteria, met)
    elsewhere = pd.DataFrame({name: schools[name] for name in ("name", "urn", "la_name", "site_borough")})[apart]
    if scene.origin is not None:
        schools = schools.assign(distance_m=schools.geometry.distance(scene.origin))
    return table.order(schools, order, kept), elsewhere


def draw_shown(scene: Scene, shown: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, said: str, order: str) -> None:
    """Draw the map beside the table, and what can be done with both."""
    boroughs = scene.criteria.chosen.get("borough", frozenset())
    urns = [int(urn) for urn in shown["urn"]]
    view = scene.view
    left, right = st.columns([3, 2], gap="medium")
    with left:
        map_words.say_count(scene, shown)
        map_view.draw(
            map_view.kept_area_deck(said, shown, areas, boroughs, view.school, colour=view.colour, place=scene.place),
            height=HEIGHT_PX,
            key="map",
            alt=f"Map of {words.count(len(shown), 'school')}. The table beside it has the same schools.",
            on_select=state.map_clicked("map", table.key_of(urns), urns),
        )
        map_words.legend(scene, shown)
    with right:
        map_words.chosen_panel(scene, shown, areas)
        table.controls(scene)
        table.draw(f"{said} {order}", scene, shown)
        with st.container(horizontal=True, key="takeaway-row"):
            popped("Share", "share", takeaway.share, icon=":material/link:")
            files = partial(takeaway.downloads, scene, shown, areas, order)
            popped("Download", "takeaway", files, icon=":material/download:")
        area_links.draw(scene, shown)


def show() -> None:
    """Draw the page."""
    schools, areas = data.schools(), data.areas()
    offered = data.offered()
    notes = state.arrive(offered, set(schools["urn"]))
    view = state.current(offered)
    place = data.place(view.place) if view.place else None
    scene = scene_of(schools, view, place)
    state.leave(scene.view, offered)
    st.title(map_words.title(scene), anchor=False)
    if scene.own is None:
        cards.lead(
            "See what is published about the schools of an area, and who is near enough to work with. "
            "First, choose your school."
        )
    finder.draw(scene.criteria.chosen.get("borough", frozenset()))
    if place is not None:
        finder.place_line(place)
        if scene.place and scene.criteria.chosen.get("borough") and scene.criteria.border_m is None:
            st.caption("Schools of the chosen borough only; “Area and distance” adds those just over the border.")
    map_words.say_junk(notes)
    filters.draw(scene)
    said = data.said(scene.criteria, scene.origin)
    order = scene.view.sort or ("distance" if scene.view.place else "name")
    shown, elsewhere = data.made(f"shown {said} {order}", lambda: shown_in(scene, order))
    if shown.empty:
        map_words.say_empty(scene, areas)
        map_words.chosen_panel(scene, shown, areas)
        return
    draw_shown(scene, shown, areas, said, order)
    map_words.say_elsewhere(elsewhere, scene)
    st.caption("Boundaries are simplified: a ward in the table is the one published with the school.")


frame.require_frame("pages/map.py")
show()
