"""The weekly digest: what is open in somebody's watching brief, as text and HTML.

A mail passes through other hands. So it holds counts, and of public data the sentence and its source; never why
something is watched, what was noted, a case, or the name of a partnership that is not public, and of expressions of
interest no school. A link with such a sentence leads to the school's public page; the rest is behind the link at the
end, after sign-in. No address has more in it than a school's URN.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from sqlalchemy import func, select

from geo.words import count
from geo.words import date as day_in_words
from workspace.actions import Action
from workspace.actor import Actor, actor_of
from workspace.engine import Db
from workspace.models import Partnership, Person, Task
from workspace.policy import WORKSPACE, record, require
from workspace.vocab import ItemKind, Role
from workspace.watch_items import ItemView, items

__all__ = ["MOST_LINES", "Letter", "letter", "recipients", "week_of"]

#: A digest names so many items of a kind; of the others it gives the number.
MOST_LINES = 25


@dataclass(frozen=True)
class Line:
    """One sentence of a digest, and the public page that it is about; "" for none."""

    words: str
    page: str = ""


@dataclass(frozen=True)
class Letter:
    """A digest for one person. ``empty`` where there is nothing to tell, and nothing to send."""

    person_id: int
    name: str
    email: str
    subject: str
    text: str
    html: str
    empty: bool


def week_of(day: date) -> date:
    """Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def recipients(db: Db, actor: Actor) -> list[Actor]:
    """List who gets a digest: the people who are CPP or lead now, with their roles.

    Raises
    ------
    Forbidden
        Only the command line may make everybody's.
    """
    require(db, actor, Action.PEOPLE_READ, WORKSPACE)
    people = db.scalars(select(Person).where(Person.active).order_by(Person.id))
    return [each for each in (actor_of(db, person) for person in people) if each.roles & {Role.CPP, Role.LEAD}]


def letter(db: Db, actor: Actor, *, address: str = "", partnership: str = "the partnership") -> Letter:
    """Write the digest of the person who acts: only what the policy lets them read.

    Parameters
    ----------
    address : the app's own, as "https://map.example.org"; "" leaves the links out.

    Raises
    ------
    Forbidden
    """
    require(db, actor, Action.DIGEST_MAKE, WORKSPACE)
    found = items(db, actor)
    tasks = _tasks_due(db, actor)
    sections = [(kind, [item for item in found if item.kind is kind]) for kind in ItemKind]
    sections = [(kind, rows) for kind, rows in sections if rows]
    public = {row.id for row in db.scalars(select(Partnership).where(Partnership.public))}
    total = f"{count(len(found), 'item')} open in your watching brief"
    opening = [total + (f", {count(tasks, 'task')} of yours due within a week." if tasks else ".")]
    person = None if actor.person_id is None else db.get(Person, actor.person_id)
    record(db, actor, Action.DIGEST_MAKE, WORKSPACE)
    root = address.rstrip("/")
    blocks = [
        (f"{kind[0].upper()}{kind[1:]} ({len(rows)})", _lines(kind, rows, public, root)) for kind, rows in sections
    ]
    link = f"{root}/watching" if root else ""
    return Letter(
        person_id=actor.person_id or 0,
        name=actor.name,
        email="" if person is None else person.email,
        subject=f"Watching brief of {partnership}, week of {day_in_words(week_of(db.today()))}: {total}",
        text=_text(opening, blocks, link),
        html=_html(opening, blocks, link),
        empty=not found and not tasks,
    )


def _tasks_due(db: Db, actor: Actor) -> int:
    due = select(func.count(Task.id)).where(
        Task.owner_id == actor.person_id, Task.done_at.is_(None), Task.due_on <= db.today() + timedelta(days=7)
    )
    return db.scalar(due) or 0


def _lines(kind: ItemKind, rows: Sequence[ItemView], public: set[int], root: str) -> list[Line]:
    if kind is ItemKind.INTEREST:
        return [Line("Who it is stands in the register, after sign-in.")]
    # One finding may be watched by several people: it is told once.
    told = dict.fromkeys(_line(row, public, root) for row in rows)
    lines = list(told)[:MOST_LINES]
    more = len(told) - len(lines)
    return lines + ([Line(f"and {more} more.")] if more else [])


def _line(row: ItemView, public: set[int], root: str) -> Line:
    if row.kind is ItemKind.REVIEW:
        hidden = row.partnership_id not in public
        return Line(f"The review of a partnership is due on {day_in_words(row.dated_on)}." if hidden else row.said)
    page = f"{root}/school?urn={row.urn}" if root and row.urn is not None else ""
    return Line(f"{row.said} ({row.source}; {day_in_words(row.dated_on)})", page)


def _text(opening: Sequence[str], blocks: Sequence[tuple[str, Sequence[Line]]], link: str) -> str:
    parts = [*opening]
    for title, lines in blocks:
        parts += ["", title]
        for line in lines:
            parts += [f"- {line.words}", *([f"  {line.page}"] if line.page else [])]
    parts += ["", f"Read and deal with them: {link}" if link else "Read and deal with them in the workspace."]
    return "\n".join(parts) + "\n"


def _html(opening: Sequence[str], blocks: Sequence[tuple[str, Sequence[Line]]], link: str) -> str:
    body = [f"<p>{escape(line)}</p>" for line in opening]
    for title, lines in blocks:
        body.append(f"<h2>{escape(title)}</h2>")
        body.append("<ul>" + "".join(f"<li>{_linked(line.words, line.page)}</li>" for line in lines) + "</ul>")
    body.append(f"<p>{_linked('Read and deal with them in the workspace.', link)}</p>")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Watching brief</title></head>'
        f"<body><h1>Watching brief</h1>{''.join(body)}</body></html>\n"
    )


def _linked(words: str, to: str) -> str:
    return f'<a href="{escape(to)}">{escape(words)}</a>' if to else escape(words)
