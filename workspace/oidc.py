"""Who vouches for people: any OpenID Connect provider, by five settings of the environment.

======================= ==========================================================================
SPM_OIDC_METADATA_URL   the provider's ``https://.../.well-known/openid-configuration``
SPM_OIDC_CLIENT_ID      as the provider gave it for this app
SPM_OIDC_CLIENT_SECRET  as the provider gave it for this app
SPM_OIDC_REDIRECT_URI   ``https://the.address.of.this.app/oauth2callback``, as told to the provider
SPM_OIDC_COOKIE_SECRET  a long random text that signs the cookie; the same for every process
======================= ==========================================================================

None of them: sign-in is as ``.streamlit/secrets.toml`` says, if there is one.
"""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from workspace.errors import BadSetting

__all__ = ["SHORTEST_SECRET", "auth_section"]

_KEYS = {
    "SPM_OIDC_METADATA_URL": "server_metadata_url",
    "SPM_OIDC_CLIENT_ID": "client_id",
    "SPM_OIDC_CLIENT_SECRET": "client_secret",
    "SPM_OIDC_REDIRECT_URI": "redirect_uri",
    "SPM_OIDC_COOKIE_SECRET": "cookie_secret",
}

#: Whoever guesses the secret can sign in as anybody.
SHORTEST_SECRET = 32

_CALLBACK = "/oauth2callback"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def auth_section(environ: Mapping[str, str] = os.environ) -> dict[str, str] | None:
    """Read the settings, in the words of Streamlit's ``[auth]``.

    Returns
    -------
    dict or None
        None where none of them is set.

    Raises
    ------
    BadSetting
        Some are set and some are not, or one cannot be used. The message shows no value.
    """
    given = {name: environ.get(name, "").strip() for name in _KEYS}
    if not any(given.values()):
        return None
    lacking = [name for name, value in given.items() if not value]
    if lacking:
        message = f"sign-in needs all five settings SPM_OIDC_…; not set: {', '.join(lacking)}"
        raise BadSetting(message)
    for name in ("SPM_OIDC_METADATA_URL", "SPM_OIDC_REDIRECT_URI"):
        parts = urlsplit(given[name])
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            message = f"{name} must be an https:// address (http:// on this machine alone)"
            raise BadSetting(message)
    if not given["SPM_OIDC_REDIRECT_URI"].endswith(_CALLBACK):
        message = f"SPM_OIDC_REDIRECT_URI must end in {_CALLBACK}"
        raise BadSetting(message)
    if len(given["SPM_OIDC_COOKIE_SECRET"]) < SHORTEST_SECRET:
        message = f"SPM_OIDC_COOKIE_SECRET needs {SHORTEST_SECRET} characters or more"
        raise BadSetting(message)
    return {_KEYS[name]: value for name, value in given.items()}
