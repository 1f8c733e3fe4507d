"""Send a digest by SMTP, encrypted on the way unless the server is on this machine."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import AbstractContextManager
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from workspace.digest import Letter
from workspace.errors import BadSetting

__all__ = ["message", "post_office"]

_SECONDS = 30
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}

Send = Callable[[EmailMessage], None]


def message(letter: Letter, sender: str) -> EmailMessage:
    """Make the mail of a digest: text, with HTML beside it."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = Address(display_name=" ".join(letter.name.split()), addr_spec=letter.email)
    mail["Subject"] = " ".join(letter.subject.split())
    mail["Date"] = formatdate(usegmt=True)
    mail["Message-ID"] = make_msgid(domain=sender.rsplit("@", 1)[-1].strip("> "))
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    return mail


def post_office(url: str) -> AbstractContextManager[smtplib.SMTP]:
    """Connect to the server that the settings name.

    Parameters
    ----------
    url : ``smtp://user:password@host:587`` (STARTTLS) or ``smtps://user:password@host:465``.

    Raises
    ------
    BadSetting
        It is no such address, or the server of another machine offers no encryption.
    OSError, smtplib.SMTPException
        The server cannot be reached or refuses.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port == -1:
        message_ = "SPM_SMTP_URL is not of the form smtp://user:password@host:587 or smtps://user:password@host:465"
        raise BadSetting(message_)
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(parts.hostname, port or 465, timeout=_SECONDS, context=context)
    else:
        server = smtplib.SMTP(parts.hostname, port or 587, timeout=_SECONDS)
        _encrypt(server, parts.hostname, context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _encrypt(server: smtplib.SMTP, host: str, context: ssl.SSLContext) -> None:
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
    elif host not in _LOOPBACK:
        server.close()
        message_ = "the server of SPM_SMTP_URL offers no encryption, and it is not on this machine"
        raise BadSetting(message_)
