"""Cases as a board by stage and as a list, filtered; and the partnership's own direct approach."""

from collections.abc import Sequence

import streamlit as st

from geo import words
from ui import cards, workspace_forms, workspace_frame, workspace_schools, workspace_state
from workspace import board, case_doors
from workspace.actor import Actor
from workspace.board import Card, Filters
from workspace.case_doors import Naming
from workspace.errors import BadInput
from workspace.vocab import Role, Stage

__all__ = ["board_and_list", "direct", "filters"]

#: So many stages beside each other; more would be too narrow to read.
_BESIDE = 3


def filters() -> Filters | None:
    """Draw the filters; None where they cannot be: that is said."""
    choices = workspace_state.acting(board.choices)
    cpps = {named.person_id: named.name for named in choices.cpps}
    names = workspace_schools.names(choices.urns)
    with st.container(horizontal=True, key="board-filters"):
        cpp = st.selectbox(
            "CPP", list(cpps), index=None, format_func=cpps.__getitem__, placeholder="Everybody", key="board-cpp"
        )
        urn = st.selectbox(
            "School", list(names), index=None, format_func=names.__getitem__, placeholder="All", key="board-school"
        )
        stages = st.multiselect("Stage", list(Stage), format_func=str.capitalize, placeholder="All", key="board-stages")
    with st.container(horizontal=True, key="board-days"):
        first = st.date_input("Opened from", None, format="DD/MM/YYYY", key="board-from")
        last = st.date_input("Opened to", None, format="DD/MM/YYYY", key="board-to")
        step_by = st.date_input("Next step due by", None, format="DD/MM/YYYY", key="board-step")
    try:
        return board.filters(cpp_id=cpp, urn=urn, stages=stages, opened_from=first, opened_to=last, step_by=step_by)
    except BadInput as problem:
        st.error(cards.plain(f"Opened to: {problem}."), icon=":material/error:")
        return None


def board_and_list(chosen: Filters) -> None:
    """Draw the board, or the same as a table."""
    found = workspace_state.acting(lambda db, actor: board.board(db, actor, chosen))
    if not found.count:
        st.write(
            "No case yet. One is opened from a suggestion or a shortlist on the page of partners, from a school's "
            "request, or below."
            if chosen == Filters()
            else "No case answers to these filters."
        )
        return
    columns = [(stage, all_) for stage, all_ in found.columns if all_]
    view = st.segmented_control(
        "Show as", ["Board", "Table"], default="Board", required=True, key="board-view", label_visibility="collapsed"
    )
    if view == "Table":
        cards.table(
            ["Case", "Stage", "Schools", "CPP", "Owner", "Next step", "By", "Tasks open", "Opened"],
            [_row(card) for _, all_ in columns for card in all_],
        )
        _ways([card for _, all_ in columns for card in all_])
        return
    for start in range(0, len(columns), _BESIDE):
        # Always as many columns as fit, so that those of a second row stand below those of the first.
        row = columns[start : start + _BESIDE]
        places = st.columns(len(row) if len(columns) <= _BESIDE else _BESIDE)
        for place, (stage, all_) in zip(places[: len(row)], row, strict=True):
            with place:
                st.subheader(f"{stage.capitalize()} ({len(all_)})", anchor=False)
                for card in all_:
                    _card(card)


def _schools(card: Card) -> str:
    return ", ".join(workspace_schools.name(part.urn) for part in card.schools)


def _row(card: Card) -> list[str]:
    return [
        card.title + (" (direct approach)" if card.direct else ""),
        card.stage.capitalize(),
        _schools(card),
        card.cpp.name if card.cpp else "Nobody yet",
        card.owner.name if card.owner else "Nobody yet",
        card.next_step or "",
        words.date(card.next_step_on) if card.next_step_on else "",
        f"{card.tasks_open}, {card.tasks_overdue} overdue" if card.tasks_overdue else str(card.tasks_open),
        words.date(card.opened_at),
    ]


def _ways(found: Sequence[Card]) -> None:
    with st.container(key="links-cases", gap=None):
        for card in found:
            _link(card)


def _link(card: Card) -> None:
    st.page_link(
        workspace_frame.CASE,
        label=cards.plain(card.title),
        icon=":material/folder_open:",
        query_params={"case": str(card.case_id)},
    )


def _card(card: Card) -> None:
    with st.container(border=True, key=f"card-{card.case_id}", gap="small"):
        with st.container(key=f"links-card-{card.case_id}"):
            _link(card)
        marks = [":material/lock: **Direct approach**"] if card.direct else []
        marks += [":material/schedule: **Late**"] if card.late else []
        if marks:
            st.markdown(" · ".join(marks))
        st.caption(cards.plain(_schools(card)))
        about = [f"CPP: {card.cpp.name}" if card.cpp else "No CPP yet"]
        about += [f"Next: {card.next_step}"] if card.next_step else []
        about += [f"By {words.date(card.next_step_on)}"] if card.next_step_on else []
        about += [_tasks(card)] if card.tasks_open else []
        st.caption(cards.plain(" · ".join(about)))


def _tasks(card: Card) -> str:
    said = words.count(card.tasks_open, "open task")
    return said + (f", {card.tasks_overdue} overdue" if card.tasks_overdue else "")


def direct(actor: Actor) -> None:
    """Draw the door of the direct approach: visible to leads and to its own CPP alone."""
    lead = actor.holds(Role.LEAD)
    with st.expander("Approach a school directly", icon=":material/lock:"):
        st.write("Visible to leads and to the case's CPP alone; the schools do not see it.")
        names = workspace_schools.names(None if lead else actor.urns(Role.CPP))
        with st.form("direct", border=False):
            urns = st.multiselect("Schools", list(names), format_func=names.__getitem__, key="direct-schools")
            title = st.text_input("Title", max_chars=case_doors.MOST_TITLE, key="direct-title")
            cpp = _cpp() if lead else None
            sent = st.form_submit_button("Open the case", type="primary")
    if sent:
        opened: list[int] = []

        def run() -> None:
            opened.append(
                workspace_state.acting(
                    lambda db, me: case_doors.open_direct(db, me, urns, title=title, named=Naming(cpp_id=cpp)),
                    form="case",
                )
            )

        if workspace_forms.tried(run):
            workspace_state.flash("The case is open.")
            st.switch_page(workspace_frame.CASE, query_params={"case": str(opened[0])})


def _cpp() -> int | None:
    cpps = {one.person_id: one.name for one in workspace_state.acting(case_doors.nameable).cpps}
    return workspace_forms.choose("CPP", cpps, None, key="direct-cpp", nobody="Nobody yet: leads alone see it")
