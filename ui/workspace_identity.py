"""Who a browser says it is: the claims of a signed cookie, for a page and for a request alike.

A session of the store is known by what was signed, not by the cookie's letters: a signature in base64 can be written in
several ways that all hold, and a cookie that was signed out must not come back in another spelling.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from ui import workspace_door

__all__ = ["DEMO_COOKIE", "Presented", "of_page", "of_request"]

#: Holds the token of a session that the demonstration's choice of role began.
DEMO_COOKIE = "spm_demo"

#: What tells one sign-in from another.
_SIGNED = ("iss", "sub", "iat", "exp", "nonce", "jti", "sid", "at_hash")


@dataclass(frozen=True)
class Presented:
    """What a browser shows.

    Attributes
    ----------
    token : str
        Names this one sign-in.
    claims : mapping
        What the identity provider signed; empty in the demonstration, whose sessions the server begins itself.
    """

    token: str = field(repr=False)
    claims: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def signed_in_at(self) -> datetime | None:
        """When the provider let the person in, if it says so."""
        said = self.claims.get("iat")
        return datetime.fromtimestamp(said, UTC) if isinstance(said, int | float) else None


def _of_claims(claims: Mapping[str, Any]) -> Presented | None:
    if not (claims.get("is_logged_in") is True and claims.get("iss") and claims.get("sub") and claims.get("iat")):
        return None
    return Presented("oidc:" + json.dumps([claims.get(name) for name in _SIGNED]), claims)


def of_page() -> Presented | None:
    """Read what the browser of this page showed when the page was opened; None for a visitor."""
    if workspace_door.demo():
        token = st.context.cookies.get(DEMO_COOKIE, "")
        return Presented(token) if token else None
    return _of_claims(dict(st.user.to_dict()))


def of_request(cookies: Mapping[str, str]) -> Presented | None:
    """Read what the cookies of a request show; None for a visitor, or for a cookie that nobody here signed."""
    if workspace_door.demo():
        token = cookies.get(DEMO_COOKIE, "")
        return Presented(token) if token else None

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        if value is None or not value.isascii():
            return None
        return decode_signed_value(get_cookie_secret(), name, value.encode("ascii"))

    signed = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    if signed is None:
        return None
    claims = json.loads(signed)
    return _of_claims(claims) if isinstance(claims, dict) else None
