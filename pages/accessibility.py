"""What works by keyboard, by screen reader and on a phone, what does not, and whom to tell."""

import streamlit as st

from ui import cards, contact, data, frame


def show() -> None:
    """Draw the page."""
    st.title("Accessibility", anchor=False)
    cards.lead("Everything on this site can be found without the map, without colour and without a mouse.")
    st.header("What works", anchor=False)
    st.markdown(
        "- **The table has every school that the map has**, with the same filters. A row is chosen with the arrow "
        "keys and the space bar; the link “Open school page” then follows.\n"
        "- Schools are also found by typing part of a name, a URN or a postcode.\n"
        "- On a school's page, the schools near it are a list of links with their distances, and a table.\n"
        "- A phase has a shape as well as a colour. The shades of a measure get darker step by step, in grey too; a "
        "school with no published figure is hollow, with a dashed outline; the table has the figure or the reason.\n"
        "- Text has a contrast of at least 4.5:1 and shapes of 3:1 against what is behind them. Pages work 390 pixels "
        "wide without scrolling sideways."
    )
    st.header("What does not", anchor=False)
    st.markdown(
        "- **The shapes on the map cannot be reached with the keyboard** or read by a screen reader. The table beside "
        "the map is equal to it.\n"
        "- The table is drawn as a picture with a hidden table behind it, which some screen readers read only in part. "
        "The download of what is shown is a plain CSV file.\n"
        "- Names on the map are left out where they would cover each other."
    )
    st.header("How it was checked", anchor=False)
    st.markdown(
        "Each page is checked automatically with axe-core, 1440 and 390 pixels wide. No audit by an outside body and "
        "no test with people who use a screen reader has been made yet, so no conformance with a standard is claimed."
    )
    st.header("If something stands in your way", anchor=False)
    link = contact.mailto(f"Accessibility: build {data.build()['build_id']}")
    if link:
        st.markdown(f"Write to [{cards.plain(str(contact.address()))}]({link}).")
    else:
        st.write("Tell whoever runs this map for you: they can reach the people who can mend it.")
    st.header("Privacy", anchor=False)
    st.markdown(
        "No cookie of ours, no account, no analytics, nothing about visitors is stored, and no figure about any pupil "
        "is here. The address of a page holds what you chose, so that you can share it. Links to other sites, such as "
        "Ofsted's, leave this one."
    )


frame.require_frame("pages/accessibility.py")
show()
