"""``digest``: the weekly digest of every CPP and lead, as files or by mail; for cron, once a week."""

import argparse
import smtplib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from workspace.actor import OPERATOR
from workspace.commands.base import Command
from workspace.digest import Letter, letter, recipients, week_of
from workspace.engine import Store
from workspace.errors import BadSetting
from workspace.models import Digest
from workspace.opening import open_from
from workspace.post import message, post_office
from workspace.settings import Settings

__all__ = ["COMMAND", "send_all", "write_all"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--to", type=Path, metavar="FOLDER", help="write a text and an HTML file for each person")
    how.add_argument("--send", action="store_true", help="send by the server of SPM_SMTP_URL, once a week to each")


def _run(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    with closing(open_from(settings)) as store:
        return send_all(store, settings) if options.send else write_all(store, settings, options.to)


def _letters(store: Store, settings: Settings) -> list[Letter]:
    """Write every digest, and keep that it was made."""
    with store.transaction() as db:
        written = [
            letter(db, actor, address=settings.address, partnership=settings.partnership)
            for actor in recipients(db, OPERATOR)
        ]
        week = week_of(db.today())
        known = set(db.scalars(select(Digest.person_id).where(Digest.week_of == week)))
        for each in written:
            if not each.empty and each.person_id not in known:
                db.add(Digest(person_id=each.person_id, week_of=week, made_at=db.now()))
    return [each for each in written if not each.empty]


def write_all(store: Store, settings: Settings, folder: Path) -> list[str]:
    """Write the digests as files that only this account may read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    letters = _letters(store, settings)
    for each in letters:
        for ending, words in (("txt", each.text), ("html", each.html)):
            path = folder / f"digest-{each.person_id}.{ending}"
            path.touch(mode=0o600)
            path.write_text(words, encoding="utf-8")
    return [f"digests written: {len(letters)}"]


def send_all(store: Store, settings: Settings) -> list[str]:
    """Send the digests that were not sent this week.

    A process that is killed between sending and noting it sends one mail twice, and never none.
    """
    if not settings.smtp_url or not settings.smtp_from:
        text = "set SPM_SMTP_URL and SPM_SMTP_FROM to send, or use --to FOLDER"
        raise BadSetting(text)
    letters = _letters(store, settings)
    with store.reading() as db:
        week = week_of(db.today())
        sent = set(db.scalars(select(Digest.person_id).where(Digest.week_of == week, Digest.sent_at.is_not(None))))
    waiting = [each for each in letters if each.person_id not in sent]
    ready = [each for each in waiting if each.email]
    refused = 0
    if ready:
        try:
            with post_office(settings.smtp_url) as server:
                for each in ready:
                    try:
                        server.send_message(message(each, settings.smtp_from))
                    except smtplib.SMTPRecipientsRefused:
                        refused += 1
                        continue
                    _note(store, each)
        except smtplib.SMTPException as problem:
            # Its text may carry what the server says of an address or a password.
            text = f"the mail server refused: {type(problem).__name__}"
            raise OSError(text) from problem
    without = len(waiting) - len(ready)
    lines = [f"digests sent: {len(ready) - refused}", f"sent before this week: {len(letters) - len(waiting)}"]
    lines += [f"refused by the server: {refused}"] if refused else []
    return lines + ([f"people without an e-mail address: {without}"] if without else [])


def _note(store: Store, each: Letter) -> None:
    with store.transaction() as db:
        row = db.scalars(
            select(Digest).where(Digest.person_id == each.person_id, Digest.week_of == week_of(db.today()))
        ).one()
        row.sent_at = db.now()


COMMAND = Command("digest", "make the weekly digest, as files or by mail", _run, _arguments)
