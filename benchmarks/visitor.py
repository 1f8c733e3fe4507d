"""One visitor of a Streamlit server, who speaks over the websocket as a browser does.

Streamlit's own messages: a visit asks for a run of the page and reads until the script has finished. Large messages
that the browser still has are named in the request, as a browser names them, and are not sent again.
"""

import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect

#: A run of the script that has ended, but only because another one follows at once.
_MORE = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN

#: For so many runs after its last use a browser keeps a message (Streamlit's ``global.maxCachedMessageAge``).
_KEPT_RUNS = 2


@dataclass(frozen=True)
class Answer:
    """What came back for one request: seconds until the script had finished, and bytes over the socket."""

    seconds: float
    size: int


@dataclass
class Visitor:
    """A session on one page.

    Attributes
    ----------
    address : ``127.0.0.1:PORT``.
    query : query string of the page's address, without the question mark; the server may change it.
    """

    address: str
    query: str = ""
    _socket: ClientConnection | None = field(default=None, repr=False)
    _page: str = ""
    _runs: int = 0
    _cached: dict[str, int] = field(default_factory=dict, repr=False)
    _values: dict[str, WidgetState] = field(default_factory=dict, repr=False)
    _widgets: dict[str, str] = field(default_factory=dict, repr=False)

    async def open(self) -> Answer:
        """Connect, and ask for the page for the first time."""
        self._socket = await connect(
            f"ws://{self.address}/_stcore/stream", subprotocols=["streamlit"], max_size=None, open_timeout=60
        )
        return await self._run()

    async def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()

    async def choose(self, key: str, options: list[str]) -> Answer:
        """Set a multiselect, or pills, that the page drew under ``key``.

        Raises
        ------
        SystemExit
            If the page has no such widget: another page than the one that was to be measured.
        """
        if key not in self._widgets:
            message = f"The page has no widget {key!r}, only {', '.join(sorted(self._widgets))}"
            raise SystemExit(message)
        identity = self._widgets[key]
        state = WidgetState(id=identity)
        state.string_array_value.data[:] = options
        self._values[identity] = state
        return await self._run()

    async def unfold(self, key: str) -> Answer | None:
        """Open the expander that the page drew under ``key``; None if the page has none that it is told of."""
        if key not in self._widgets:
            return None
        identity = self._widgets[key]
        self._values[identity] = WidgetState(id=identity, bool_value=True)
        return await self._run()

    async def _run(self) -> Answer:
        assert self._socket is not None  # noqa: S101 - open() comes first
        request = BackMsg()
        client = request.rerun_script
        client.query_string = self.query
        client.page_script_hash = self._page
        client.widget_states.CopyFrom(WidgetStates(widgets=self._values.values()))
        client.cached_message_hashes.extend(self._cached)
        client.context_info.locale = "en-GB"
        client.context_info.timezone = "Europe/London"
        client.context_info.url = f"http://{self.address}/"
        started, size = time.perf_counter(), 0
        await self._socket.send(request.SerializeToString())
        while True:
            data = await self._socket.recv()
            size += len(data)
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            self._note(message)
            if message.WhichOneof("type") == "script_finished" and message.script_finished != _MORE:
                return Answer(time.perf_counter() - started, size)

    def _note(self, message: ForwardMsg) -> None:
        """Keep what a browser keeps: the page, the widgets, and the large messages that need not be sent again.

        Raises
        ------
        SystemExit
            If the script failed: the time of a failure means nothing.
        """
        kind = message.WhichOneof("type")
        if message.metadata.cacheable or kind == "ref_hash":
            self._cached[message.ref_hash or message.hash] = self._runs
        if kind == "script_finished":
            self._runs += 1
            self._cached = {name: run for name, run in self._cached.items() if self._runs - run <= _KEPT_RUNS}
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            name = element.WhichOneof("type")
            if name == "exception":
                problem = f"The page failed: {element.exception.type}: {element.exception.message}"
                raise SystemExit(problem)
            self._know(getattr(getattr(element, name), "id", ""))
        if kind == "delta" and message.delta.WhichOneof("type") == "add_block":
            self._know(message.delta.add_block.expandable.id)

    def _know(self, identity: str) -> None:
        if identity.startswith("$$"):
            self._widgets[identity.rsplit("-", 1)[-1]] = identity
