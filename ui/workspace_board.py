"""Cases as a board by stage and as a list, filtered; and the partnership's own direct approach."""

import streamlit as st

from ui import cards, workspace_forms, workspace_frame, workspace_schools, workspace_state
from workspace import board, case_doors
from workspace.actor import Actor
from workspace.board import Card, Filters
from workspace.vocab import Role, Stage

__all__ = ["board_and_list", "direct", "filters"]


def filters() -> Filters:
    """Draw the filters."""
    choices = workspace_state.acting(board.choices)
    cpps = {named.person_id: named.name for named in choices.cpps}
    with st.container(horizontal=True):
        cpp = st.selectbox(
            "CPP", list(cpps), index=None, format_func=cpps.__getitem__, placeholder="Everybody", key="board-cpp"
        )
        urn = workspace_schools.pick("School", "board-school", among=choices.urns) if len(choices.urns) > 1 else None
        stages = st.multiselect("Stage", list(Stage), format_func=str.capitalize, key="board-stages")
        since = st.date_input("Opened from", None, format="DD/MM/YYYY", key="board-from")
    return board.filters(cpp_id=cpp, urn=urn, stages=stages, opened_from=since)


def board_and_list(chosen: Filters) -> None:
    """Draw the board, and the same as a table."""
    found = workspace_state.acting(lambda db, actor: board.board(db, actor, chosen))
    columns = [(stage, all_) for stage, all_ in found.columns if all_]
    if not columns:
        st.write("No case answers to this.")
        return
    for place, (stage, found_cards) in zip(st.columns(len(columns)), columns, strict=True):
        with place:
            st.subheader(f"{stage.capitalize()} ({len(found_cards)})", anchor=False)
            for card in found_cards:
                _card(card)
    with st.expander("The same as a table"):
        cards.table(
            ["Case", "Stage", "Schools", "CPP", "Next step", "By", "Tasks open"],
            [_row(card) for _, found_cards in columns for card in found_cards],
        )


def _schools(card: Card) -> str:
    return ", ".join(workspace_schools.name(part.urn) for part in card.schools)


def _row(card: Card) -> list[str]:
    return [
        card.title,
        card.stage,
        _schools(card),
        card.cpp.name if card.cpp else "",
        card.next_step or "",
        f"{card.next_step_on:%-d %B %Y}" if card.next_step_on else "",
        str(card.tasks_open),
    ]


def _card(card: Card) -> None:
    with st.container(border=True, key=f"card-{card.case_id}"):
        st.page_link(
            workspace_frame.CASE,
            label=cards.plain(card.title),
            icon=":material/folder_open:",
            query_params={"case": str(card.case_id)},
        )
        about = [_schools(card), f"CPP: {card.cpp.name}" if card.cpp else "No CPP yet"]
        about += ["Direct approach"] if card.direct else []
        about += [f"Next: {card.next_step}"] if card.next_step else []
        about += [f"{card.tasks_open} open tasks, {card.tasks_overdue} overdue"] if card.tasks_open else []
        about += ["Late"] if card.late else []
        st.caption(cards.plain(" · ".join(about)))


def direct(actor: Actor) -> None:
    """Draw the door of the direct approach: visible to leads and to its own CPP alone."""
    with st.expander("Approach a school directly"):
        st.write("Visible to leads and to the case's CPP alone; the schools do not see it.")
        names = workspace_schools.names(None if actor.holds(Role.LEAD) else actor.urns(Role.CPP))
        with st.form("direct"):
            urns = st.multiselect("Schools", list(names), format_func=names.__getitem__, key="direct-schools")
            title = st.text_input("Title", max_chars=case_doors.MOST_TITLE, key="direct-title")
            sent = st.form_submit_button("Open the case", type="primary")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, me: case_doors.open_direct(db, me, urns, title=title), form="case"
            ),
            "The case is open.",
        )
