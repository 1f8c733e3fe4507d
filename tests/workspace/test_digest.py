"""The weekly digest: what it holds for whom, as files and through a real SMTP server on this machine."""

import re
import smtplib
from datetime import date
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from tests.workspace.people import A, B, cast
from workspace import partnerships, watch_items, watches
from workspace.commands.digest import send_all, write_all
from workspace.digest import letter
from workspace.errors import BadSetting, Forbidden
from workspace.models import Digest, Person, WatchItem
from workspace.partnerships import Details
from workspace.post import message, post_office
from workspace.settings import Settings, store_url
from workspace.vocab import ItemKind

WHY = "Synthetic: a confidential reason"
ADDRESS = "https://map.example.org"


@pytest.fixture
def everyone(store):
    """A school watched by its CPP, with one item of public data, a review and an expression of interest."""
    with store.transaction() as db:
        people = cast(db)
        watch = watches.watch(db, people["cpp"], kind="school", of=A, why=WHY)
        hidden = partnerships.add(db, people["lead"], Details("hub", "Hidden hub"), [A, B])
        more = [
            (
                ItemKind.STATUS,
                {"watch_id": watch.id, "urn": A},
                "Synthetic <b>School</b>: Status: Open before, Closed now.",
            ),
            (ItemKind.REVIEW, {"partnership_id": hidden.id}, "The review of Hidden hub is due on 1 April 2026."),
            (ItemKind.INTEREST, {"urn": A}, "An expression of interest expires on 20 March 2026."),
        ]
        for kind, where, said in more:
            row = WatchItem(
                key=str(kind), kind=kind, said=said, source="synthetic", dated_on=date(2026, 4, 1),
                raised_at=db.now(), **where,
            )  # fmt: skip
            db.add(row)
        return people


class Inbox:
    """Keeps what it is sent."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


class OnFreePort(Controller):
    """A server on a port that was free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def inbox():
    """A real SMTP server on loopback, on a free port."""
    kept = Inbox()
    controller = OnFreePort(kept, hostname="127.0.0.1", port=0)
    controller.start()
    kept.port = controller.port
    yield kept
    controller.stop()


def settings(port=0, **more):
    given = {"smtp_url": f"smtp://127.0.0.1:{port}", "smtp_from": "map@example.org", "address": ADDRESS} | more
    return Settings(url=store_url("sqlite:////tmp/none.db"), **given)


def test_a_digest_has_what_is_public_and_nothing_else(store, everyone):
    with store.transaction() as db:
        told = letter(db, everyone["cpp"], address=ADDRESS)
    assert "3 items open in your watching brief" in told.text
    assert "- Synthetic <b>School</b>: Status: Open before, Closed now. (synthetic; 1 April 2026)" in told.text
    assert "- The review of a partnership is due on 1 April 2026." in told.text
    assert "Expression of interest expiring (1)" in told.text
    assert f"{ADDRESS}/watching" in told.text
    # Of public data about a school, to its public page; no other address is in it.
    assert f"  {ADDRESS}/school?urn={A}\n" in told.text
    assert f'<li><a href="{ADDRESS}/school?urn={A}">Synthetic' in told.html
    assert set(re.findall(r"https?://[^\s\"]+", told.text + told.html)) == {
        f"{ADDRESS}/watching", f"{ADDRESS}/school?urn={A}",
    }  # fmt: skip
    for words in (WHY, "Hidden hub", "20 March"):
        assert words not in told.text + told.html + told.subject
    assert "<b>" not in told.html
    assert "&lt;b&gt;School&lt;/b&gt;" in told.html


def test_everybody_gets_what_they_may_read_and_no_more(store, everyone):
    with store.transaction() as db:
        assert "Review" in letter(db, everyone["other cpp"]).text  # of a partnership with their school
        assert "Status" not in letter(db, everyone["other cpp"]).text
    for name in ("head", "governor", "staff", "admin", "no role", "stranger"):
        with pytest.raises(Forbidden), store.transaction() as db:
            letter(db, everyone[name])


def test_files_are_for_this_account_alone(store, everyone, tmp_path):
    folder = tmp_path / "out"
    assert write_all(store, settings(), folder) == ["digests written: 3"]
    files = sorted(folder.iterdir())
    assert len(files) == 6
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_mail_goes_once_a_week_to_each(store, everyone, inbox, clock):
    with store.transaction() as db:
        for name, person in everyone.items():
            if person.person_id is not None:
                db.get(Person, person.person_id).email = f"{name.replace(' ', '.')}@example.org"
    assert send_all(store, settings(inbox.port)) == ["digests sent: 3", "sent before this week: 0"]
    assert sorted(to for each, _ in inbox.mails for to in each) == [
        "cpp@example.org", "lead@example.org", "other.cpp@example.org",
    ]  # fmt: skip
    _, mail = inbox.mails[0]
    assert (mail["From"], mail["Auto-Submitted"]) == ("map@example.org", "auto-generated")
    assert mail["Subject"].startswith("Watching brief of the partnership, week of 2 March 2026: ")
    assert "review of a partnership" in mail.get_body(("plain",)).get_content()
    assert "<h1>Watching brief</h1>" in mail.get_body(("html",)).get_content()
    assert send_all(store, settings(inbox.port)) == ["digests sent: 0", "sent before this week: 3"]
    clock.forward(days=7)
    assert send_all(store, settings(inbox.port))[0] == "digests sent: 3"
    with store.reading() as db:
        assert len(db.scalars(select(Digest).where(Digest.sent_at.is_not(None))).all()) == 6


def test_who_has_nothing_open_gets_nothing(store, everyone, inbox):
    with store.transaction() as db:
        for each in watch_items.items(db, everyone["lead"]):
            watch_items.note(db, everyone["lead"], each.id, version=each.version)
    assert send_all(store, settings(inbox.port))[0] == "digests sent: 0"
    assert inbox.mails == []


def test_a_name_cannot_add_a_header(store, everyone):
    with store.transaction() as db:
        told = letter(db, everyone["cpp"])
    mail = message(type(told)(**vars(told) | {"name": "A\r\nBcc: x@example.org"}), "map@example.org")
    assert mail["Bcc"] is None


@pytest.mark.parametrize("url", ["http://x", "smtp://", "smtp://host:abc", "mail.example.org"])
def test_an_address_of_another_form_is_refused(url):
    with pytest.raises(BadSetting, match="SPM_SMTP_URL"):
        post_office(url)


def test_without_encryption_mail_stays_on_this_machine(monkeypatch, inbox):
    monkeypatch.setattr("workspace.post._LOOPBACK", set())
    with pytest.raises(BadSetting, match="no encryption"):
        post_office(f"smtp://127.0.0.1:{inbox.port}")
    monkeypatch.undo()
    with post_office(f"smtp://127.0.0.1:{inbox.port}") as server:
        assert isinstance(server, smtplib.SMTP)


def test_no_server_is_said(store, everyone):
    with pytest.raises(BadSetting, match="SPM_SMTP_URL"):
        send_all(store, settings(smtp_url=""))
