"""The register's download form: choose a file, wait until the site has collated it, and find the form for its zip."""

import re
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urljoin

from pipelines.answers import Page, TransferFailed
from pipelines.transfer import Client, Form

__all__ = ["TAGS", "Extract", "collate"]

#: What the form calls each file, by source.
TAGS = {
    "register": "all.edubase.data",
    "links": "all.edubase.data.links",
    "groups": "all.group.records",
    "members": "all.group.links.records",
}
POLLS = 60
POLL_S = 5.0


@dataclass(frozen=True)
class Extract:
    """A zip that is ready: POST ``form`` to ``url``. ``made_on`` is the day that the page showed, if it did."""

    url: str
    form: Form
    made_on: date | None


@dataclass
class _Seen:
    action: str
    fields: Form = field(default_factory=list)


class _Forms(HTMLParser):
    """The forms of a page, with the names and values of their inputs."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Seen] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.forms.append(_Seen(said.get("action") or ""))
            self._inside = True
        elif tag in ("input", "button") and self._inside and said.get("name"):
            self.forms[-1].fields.append((said["name"] or "", said.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def collate(client: Client, site: str, tag: str) -> Extract:
    """Have the site collate one file, and wait for it.

    Raises
    ------
    TransferFailed
        If the form has changed, does not offer the file, or is not done in five minutes.
    """
    page = client.page(f"{site}/Downloads")
    form = _form(page, "/Downloads/Collate")
    if form is None:
        message = "the register's page has no form for choosing files: it has changed"
        raise TransferFailed(message)
    made_on = _shown_day(form)
    page = client.page(urljoin(page.url, form.action), _choose(form, tag))
    for _ in range(POLLS):
        ready = _form(page, "/Downloads/Download/Extract")
        if ready is not None and "generation-completed-heading" in page.text:
            return Extract(urljoin(page.url, ready.action), ready.fields, made_on)
        client.sleep(POLL_S)
        page = client.page(page.url)
    message = f"the register's site did not finish collating in {POLLS * POLL_S:.0f} seconds"
    raise TransferFailed(message)


def _form(page: Page, action: str) -> _Seen | None:
    parser = _Forms()
    parser.feed(page.text)
    return next((form for form in parser.forms if form.action.lower().endswith(action.lower())), None)


def _choose(form: _Seen, tag: str) -> Form:
    """Fill the form in as a browser would: everything as it was, and one file ticked."""
    rows = {value: name.removesuffix(".Tag") for name, value in form.fields if name.endswith(".Tag")}
    if tag not in rows:
        message = f"the register's form does not offer {tag}: it has {', '.join(sorted(rows)) or 'nothing'}"
        raise TransferFailed(message)
    kept = [(name, value) for name, value in form.fields if not name.endswith(".Selected")]
    return [*kept, *((f"{row}.Selected", "true" if offered == tag else "false") for offered, row in rows.items())]


def _shown_day(form: _Seen) -> date | None:
    values = dict(form.fields)
    parts = [values.get(f"FilterDate.{part}", "") for part in ("Year", "Month", "Day")]
    if not all(re.fullmatch(r"\d{1,4}", part) for part in parts):
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
