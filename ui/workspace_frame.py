"""The private pages in the menu, and the door of each: who may open it, and what others read there."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy.exc import OperationalError

from ui import cards, workspace_door, workspace_outage, workspace_sign_in, workspace_state, workspace_ties
from ui.workspace_state import Standing
from workspace.actor import Actor
from workspace.vocab import Role

__all__ = [
    "ACCESS",
    "CASE",
    "CASES",
    "COHERENCE",
    "INTEREST",
    "INTRODUCTION",
    "PAGES",
    "PARTNERSHIPS",
    "PEOPLE",
    "PLACE",
    "PRIVACY",
    "STATEMENT",
    "WATCHING",
    "Private",
    "gate",
    "sections",
    "ways",
]


@dataclass(frozen=True)
class Private:
    """A private page: who finds it in the menu. What a person may do there, the workspace decides."""

    path: str
    title: str
    icon: str
    url_path: str
    roles: frozenset[Role]


def _page(name: str, title: str, icon: str, *roles: Role) -> Private:
    return Private(f"pages/workspace/{name}.py", title, f":material/{icon}:", name.replace("_", "-"), frozenset(roles))


_EVERYBODY = (Role.HEAD, Role.GOVERNOR, Role.STAFF, Role.CPP, Role.LEAD, Role.ADMIN)

PAGES = (
    _page("place", "My place", "home", *_EVERYBODY, Role.VISITOR),
    _page("statement", "What we share and look for", "campaign", Role.HEAD, Role.LEAD),
    _page("interest", "System leadership", "diversity_3", Role.HEAD, Role.CPP, Role.LEAD),
    _page("introduction", "Introductions", "waving_hand", Role.HEAD, Role.GOVERNOR, Role.CPP, Role.LEAD),
    _page("cases", "Cases", "view_kanban", Role.CPP, Role.LEAD),
    _page("case", "A case", "folder_open", Role.CPP, Role.LEAD),
    _page("partnerships", "Partnerships", "hub", Role.HEAD, Role.GOVERNOR, Role.STAFF, Role.CPP, Role.LEAD),
    _page("watching", "Watching brief", "visibility", Role.CPP, Role.LEAD),
    _page("coherence", "Coherence", "account_tree", Role.LEAD),
    _page("people", "People and roles", "group", Role.ADMIN, Role.LEAD),
    #: Also for those whose last role is gone: what is theirs they take away, withdraw and have erased all the same.
    _page("privacy", "My data", "shield_person", *_EVERYBODY, Role.VISITOR),
    #: Only by a link, from those who hold no role.
    _page("access", "Ask for access", "key"),
)

(PLACE, STATEMENT, INTEREST, INTRODUCTION, CASES, CASE, PARTNERSHIPS, WATCHING, COHERENCE, PEOPLE, PRIVACY, ACCESS) = (
    page.path for page in PAGES
)


def sections(public: list[Any]) -> dict[str, list[Any]]:
    """List the pages for the menu: the public ones, and those that the person on this page has a use for.

    Every private page has its address for everybody, so that a link works after the sign-in; its door is its own.
    """
    workspace_ties.begin()
    visit = workspace_state.menu_visit()
    known = visit.standing is Standing.IN
    found = {page.path for page in PAGES if visit.actor.roles & page.roles and page.path != CASE} if known else {PLACE}
    private = [
        st.Page(
            page.path,
            title="Sign in" if page.path == PLACE and not known else page.title,
            icon=page.icon,
            url_path=page.url_path,
            visibility="visible" if page.path in found else "hidden",
        )
        for page in PAGES
    ]
    return {"": public, "Workspace": private}


def ways(actor: Actor) -> None:
    """Offer the pages that a person has a use for."""
    mine = [page for page in PAGES if page.path not in {PLACE, CASE} and actor.roles & page.roles]
    if mine:
        st.header("What you can do here", anchor=False)
        with st.container(key="links-ways", gap=None):
            for page in mine:
                st.page_link(page.path, label=page.title, icon=page.icon)


def gate(path: str) -> Actor | None:
    """Draw the head of a private page; let in who may open it, and tell anybody else the way on.

    Returns
    -------
    Actor or None
        Somebody who is signed in and holds a role that this page is for; None: the page ends here.
    """
    page = next(one for one in PAGES if one.path == path)
    st.title(cards.plain(page.title), anchor=False)
    try:
        visit = workspace_state.visit()
    except OperationalError as problem:
        workspace_outage.tell(problem)
        st.error(
            "The workspace does not answer at the moment. The public pages go on without it.",
            icon=":material/cloud_off:",
        )
        return None
    if workspace_door.demo():
        st.info("A demonstration: everybody and everything in the workspace is made up.", icon=":material/science:")
    elif not workspace_door.settings().keys:
        st.warning(
            "Confidential text is kept without encryption here: whoever runs this map has set no key.",
            icon=":material/lock_open:",
        )
    said = workspace_state.flashed()
    if said:
        st.success(cards.plain(said), icon=":material/check:")
    if visit.standing is not Standing.IN:
        workspace_sign_in.draw(visit.standing)
        return None
    if Role.VISITOR not in page.roles and page.roles and not visit.actor.roles & page.roles:
        st.info("This page is not for the roles that you hold.", icon=":material/block:")
        st.page_link(PLACE, label="To my place", icon=":material/home:")
        return None
    return visit.actor
