"""What the workspace adds to the server: gates, the way to sign in, the demonstration's routes."""

from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit.runtime.pages_manager import PagesManager

from ui import workspace_demo, workspace_door
from ui.workspace_media import MediaGate
from workspace.oidc import auth_section

__all__ = ["parts"]


def parts() -> tuple[list[BaseRoute], list[Middleware], dict[str, Any]]:
    """Give routes, middleware and secrets; the store is opened, so that what is wrong with it is said at the start.

    Raises
    ------
    BadSetting
        A setting cannot be used, or the demonstration would be open to others.
    StoreTooNew
        A later version of the program wrote the store.
    """
    # As st.navigation says itself in its first run: before that, a fresh server knows the files of pages/ alone, and
    # the first visitor of a private page would read that it does not exist.
    PagesManager.uses_pages_directory = False
    if workspace_door.demo():
        workspace_demo.prepare()
        workspace_door.store()
        return workspace_demo.routes(), [Middleware(workspace_demo.LoopbackOnly), Middleware(MediaGate)], {}
    workspace_door.store()
    section = auth_section()
    return [], [Middleware(MediaGate)], {} if section is None else {"auth": section}
