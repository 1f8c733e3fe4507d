"""The schools on a map, and the same schools in a table."""

import geopandas as gpd
import streamlit as st
from shapely.geometry import Point

from geo.places import NoPlace, Place
from geo.select import select, stand_elsewhere
from ui import cards, data, filters, finder, frame, map_view, map_words, state, table, takeaway, words
from ui.filters import Scene

HEIGHT_PX = 560


def scene_of(schools: gpd.GeoDataFrame, place: Place | NoPlace | None) -> Scene:
    """Put together what the filters stand before: the view, the chosen school, and where distances start."""
    view = state.current(data.offered())
    found = schools[schools["urn"] == view.school]
    own = None if found.empty else found.iloc[0]
    origin, name = None, ""
    if isinstance(place, Place):
        origin, name = Point(place.easting, place.northing), place.label
    elif own is not None and own.geometry is not None:
        origin, name = own.geometry, str(own["name"])
    return Scene(schools, data.offered(), view, own, origin, name, place if isinstance(place, Place) else None)


def draw_shown(scene: Scene, shown: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> None:
    """Draw the map beside the table, and what can be done with both."""
    boroughs = scene.criteria.chosen.get("borough", frozenset())
    urns = [int(urn) for urn in shown["urn"]]
    left, right = st.columns([3, 2], gap="medium")
    with left:
        map_words.say_count(scene, shown)
        map_view.draw(
            map_view.area_deck(shown, areas, boroughs, scene.view.school, colour=scene.view.colour, place=scene.place),
            height=HEIGHT_PX,
            key="map",
            alt=f"Map of {words.count(len(shown), 'school')}. The table beside it has the same schools.",
            on_select=state.map_clicked("map", map_view.SCHOOLS, table.key_of(urns), urns),
        )
        map_words.legend(scene, shown[shown.geometry.notna()])
    with right:
        map_words.chosen_panel(scene, shown, areas)
        table.controls(scene)
        table.draw(
            shown, scene.view.columns or table.suitable(shown, scene.offered, scene.view.sort), scene.view.school
        )
        said = [filters.describe(key, scene) for key in scene.criteria.set_keys()]
        takeaway.draw(shown, areas, boroughs, title=map_words.title(scene), subtitle=" · ".join(said))
    map_words.say_elsewhere(stand_elsewhere(scene.schools, scene.criteria, origin=scene.origin), scene)
    st.caption("Boundaries are simplified: a ward in the table is the one published with the school.")


def show() -> None:
    """Draw the page."""
    schools, areas = data.schools(), data.areas()
    notes = state.arrive(data.offered(), set(schools["urn"]))
    asked = state.current(data.offered()).place
    place = data.place(asked) if asked else None
    scene = scene_of(schools, place)
    state.leave(scene.view, data.offered())
    st.title(map_words.title(scene), anchor=False)
    if scene.own is None:
        cards.lead(
            "See what is published about the schools of an area, and who is near enough to work with. "
            "First, choose your school."
        )
    finder.draw(scene.criteria.chosen.get("borough", frozenset()))
    if place is not None:
        finder.place_line(place)
    map_words.say_junk(notes)
    filters.draw(scene)
    shown = select(schools, scene.criteria, areas=areas, origin=scene.origin)
    if shown.empty:
        map_words.say_empty(scene, areas)
        map_words.chosen_panel(scene, shown, areas)
        return
    if scene.origin is not None:
        shown = shown.assign(distance_m=shown.geometry.distance(scene.origin))
    draw_shown(scene, table.order(shown, scene.view.sort or ("distance" if scene.view.place else "name")), areas)


frame.require_frame("pages/map.py")
show()
