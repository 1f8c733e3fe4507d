"""A school's own words on their page: written, changed, withdrawn, taken down; two who change at once."""

from sqlalchemy import select

from tests.ui.workspace_play import person_of
from ui import workspace_frame
from workspace import statements
from workspace.actor import actor_of
from workspace.models import Statement

PAGE = workspace_frame.STATEMENT


def press(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def first(store, urn):
    with store.reading() as db:
        return db.scalars(select(Statement).where(Statement.urn == urn).order_by(Statement.id)).first()


def test_a_head_publishes_in_their_own_words(play, store, urns):
    at = play("head", PAGE)
    words = "Synthetic: <script>alert(1)</script> a kiln 🎨 and a choir مدرسة"
    at.text_area(key="statement-text").input(words)
    press(at, "Publish")
    assert "Published." in "".join(said.value for said in at.success)
    assert words in [text.value for text in at.text]
    with store.reading() as db:
        assert words in [said.text for said in statements.published(db, urns[0])]


def test_nothing_is_published_empty(play, store, urns):
    at = play("head", PAGE)
    press(at, "Publish")
    assert "cannot be empty" in "".join(said.value for said in at.error)


def test_another_heads_statements_are_not_offered_for_change(play, store, urns):
    at = play("other-head", PAGE)
    shown = first(store, urns[0])
    assert shown.text not in [text.value for text in at.text]
    assert not [button for button in at.button if button.key == f"withdraw-{shown.id}"]


def test_withdrawn_at_will(play, store, urns):
    at = play("head", PAGE)
    said = first(store, urns[0])
    at.button(key=f"withdraw-{said.id}").click().run()
    assert not at.exception
    assert first(store, urns[0]).withdrawn_at is not None


def test_a_lead_takes_down_and_the_author_reads_why(play, store, urns):
    at = play("lead", PAGE)
    said = first(store, urns[2])
    area = next(area for area in at.text_area if area.label.startswith("Why"))
    index = [area.label for area in at.text_area].index(area.label)
    at.text_area[index].input("Synthetic reason: it names a child.")
    press(at, "Take it down")
    with store.reading() as db:
        down = db.scalars(select(Statement).where(Statement.taken_down_at.is_not(None))).one()
    part = "other-head" if down.urn == said.urn else "head"
    author = play(part, PAGE)
    assert "Synthetic reason: it names a child." in [text.value for text in author.text]


def test_what_was_changed_while_a_lead_read_it_is_not_taken_down_unread(play, store, urns):
    at = play("lead", PAGE)
    said = first(store, urns[0])
    with store.transaction() as db:
        author = actor_of(db, person_of(db, "head"))
        statements.rewrite(db, author, said.id, version=said.version, topic=said.topic, text="Synthetic: mended.")
    at.text_area(key=f"down-{said.id}-reason").input("Synthetic reason")
    next(each for each in at.button if each.form_id == f"down-{said.id}").click().run()
    assert not at.exception
    assert "changed it meanwhile" in "".join(note.value for note in at.warning)
    assert first(store, urns[0]).taken_down_at is None


def test_two_who_change_at_once_choose(play, store, urns):
    at = play("head", PAGE)
    said = first(store, urns[0])
    with store.transaction() as db:
        other = actor_of(db, person_of(db, "head"))
        statements.rewrite(db, other, said.id, version=said.version, topic=said.topic, text="Synthetic: theirs.")
    at.run()
    at.text_area(key=f"rewrite-{said.id}-text").input("Synthetic: mine.")
    next(
        button for button in at.button if button.label == "Publish the change" and str(said.id) in button.form_id
    ).click().run()
    assert not at.exception
    assert "Somebody else changed this" in "".join(note.value for note in at.warning)
    assert first(store, urns[0]).text == "Synthetic: theirs."
    press(at, "Save as chosen")
    assert first(store, urns[0]).text == "Synthetic: mine."
