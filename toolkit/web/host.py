"""A component of the browser held by Python, in a notebook: what every ``widget.py`` of a room builds on.

Words travel by messages, never in a synced trait, so that no saved notebook holds them. What a person does is a
small ``op``: Python checks it, keeps it (on disk, when the room says so), and only then answers ``applied``; else it
answers ``rejected`` with a sentence. Nothing that goes wrong here is lost: Jupyter shows no error of a handler.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any, ClassVar, Protocol

from toolkit.errors import Refused, ToolkitError
from toolkit.i18n import _, language
from toolkit.web.cells import shown_in_this_cell
from toolkit.web.wire import WIRE, Shape, WrongMessage, checked

STATIC = Path(__file__).parent / "static"
Message = dict[str, Any]
Send = Callable[..., None]
"""Takes a message and, when there are bytes, a list of them."""


class Written(Protocol):
    """What a room writes of a component."""

    @abstractmethod
    def snapshot(self) -> Mapping[str, Any]:
        """Return everything that the component shows, as JSON can say it."""
        ...

    @abstractmethod
    def apply(self, op: Mapping[str, Any]) -> Mapping[str, Any]:
        """Do one change and keep it; return what is new. Raise a ``ToolkitError`` to refuse it, nothing changed."""
        ...

    @abstractmethod
    def answer(self, ask: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was asked; nothing changes. Bytes go under ``"buffers"``, a list."""
        ...

    @abstractmethod
    def in_short(self) -> str:
        """Return one sentence of counts: all that a saved notebook shows."""
        ...


class Hosted(Written):
    """What a component knows and does; the one who sees it is the browser.

    A room subclasses it: ``component`` names the files of ``static/``, ``data_format`` what the snapshot is;
    ``ops`` and ``asks`` list the changes and questions with their fields; ``snapshot``, ``apply``, ``answer`` and
    ``in_short`` do the work. ``apply`` returns when the change is kept; what it raises, the person reads.
    Things that two views may change at once have an id: an op names them in ``ids``, changes give them in ``items``.

    ``apply``, ``answer`` and ``snapshot`` run one at a time, whatever thread they are called from: JupyterLab has
    messages handled in another thread than the cells.
    """

    component: ClassVar[str] = ""
    data_format: ClassVar[str] = ""
    ops: ClassVar[Mapping[str, Shape]] = {}
    asks: ClassVar[Mapping[str, Shape]] = {}
    static: ClassVar[Path] = STATIC

    def __init__(self, *, lang: str | None = None, readonly: bool = False, height: int = 640):
        self.lock = RLock()
        self.rev = 0
        self.lang = lang or language()
        self.readonly = readonly
        self.height = height
        self.fault: BaseException | None = None
        """The last unforeseen error, for who mends Carnet; it may hold words of an interview."""
        self._sends: list[Send] = []
        self._touched: dict[str, tuple[int, str]] = {}
        self._shown: Any = None

    # What it receives.

    def do(self, op: str, **fields: Any) -> Mapping[str, Any]:
        """Do a change from Python, as the browser would: every view follows. What is refused is raised."""
        with self.lock:
            message = checked(
                {"v": WIRE, "type": "op", "view": "", "seq": 1, "base_rev": self.rev, "op": op, **fields},
                self.ops,
                self.asks,
            )
            return self._applied(message, seq=None)

    def receive(self, message: object) -> None:
        """Answer a message of the browser, to every view; never raise."""
        with self.lock:
            seq, view = _said_by(message)
            try:
                self._answered(checked(message, self.ops, self.asks))
            except WrongMessage:
                self._refuse(seq, view, *_other_version(), kind="version")
            except ToolkitError as error:
                self._refuse(seq, view, error.message, error.hint)
            except OSError as error:
                self.fault = error
                self._refuse(seq, view, *_not_written())
            except Exception as error:
                self.fault = error
                self._refuse(seq, view, *_unforeseen())

    def _answered(self, message: Message) -> None:
        kind, view = message["type"], message["view"]
        if kind == "hello":
            self._say(self._snapshot(view))
        elif kind == "ask":
            data = dict(self.answer(message))
            buffers = data.pop("buffers", None)
            self._say({"type": "answer", "seq": message["seq"], "view": view, "data": data}, buffers)
        else:
            if self.readonly:
                raise Refused(
                    _("This view is for reading only."), _("Open it without “readonly” to change anything.")
                )
            self._applied(message, seq=message["seq"])

    def _applied(self, message: Message, *, seq: int | None) -> Mapping[str, Any]:
        view, ids = message["view"], message.get("ids") or ()
        for id in ids:
            rev, by = self._touched.get(id, (0, view))
            if rev > message["base_rev"] and by != view:
                raise Refused(
                    _("This was changed meanwhile in another view."), _("Look at what it is now, then decide again.")
                )
        changes = dict(self.apply(message))
        self.rev += 1
        self._touched.update(dict.fromkeys((*ids, *changes.get("items", ())), (self.rev, view)))
        self._say({"type": "applied", "seq": seq, "view": view, "rev": self.rev, "changes": changes})
        if self._shown is not None:
            self._shown.rev = self.rev
            _let_go(self._shown)
        return changes

    def _snapshot(self, view: str) -> Message:
        return {
            "type": "snapshot",
            "view": view,
            "format": self.data_format,
            "rev": self.rev,
            "data": dict(self.snapshot()),
        }

    def _refuse(self, seq: int | None, view: str, reason: str, hint: str, kind: str = "refused") -> None:
        self._say({"type": "rejected", "seq": seq, "view": view, "kind": kind, "reason": reason, "hint": hint})

    def _say(self, message: Message, buffers: list[bytes] | None = None) -> None:
        for send in list(self._sends):
            # Bytes go beside the message, as Jupyter sends them: in JSON they would be a third bigger.
            send({"v": WIRE, **message}, *([buffers] if buffers else []))
        if self._shown is not None:
            _let_go(self._shown)

    # Where it is seen.

    def awake(self) -> None:
        """Be ready to be seen, again after ``close`` too: a room that follows a study starts here."""
        self.fault = None

    def attach(self, send: Send) -> None:
        """Have every answer sent this way too."""
        with self.lock:
            self._sends.append(send)

    def tell(self, changes: Mapping[str, Any]) -> None:
        """Tell every view what was changed elsewhere: in another cell, by another process."""
        with self.lock:
            self.rev += 1
            self._touched.update(dict.fromkeys(changes.get("items", ()), (self.rev, "")))
            self._say({"type": "applied", "seq": None, "view": "", "rev": self.rev, "changes": dict(changes)})
            if self._shown is not None:
                self._shown.rev = self.rev

    def push(self) -> None:
        """Send everything to every view, asked or not: after « Run all », a question would wait for every cell."""
        with self.lock:
            self._say(self._snapshot(""))

    @property
    def widget(self) -> Any:
        """The notebook widget behind it, made when first asked for."""
        with self.lock:
            if self._shown is None:
                self.awake()
                shown = _widget_class(self.component, self.static)(
                    kind=self.component, rev=self.rev, lang=self.lang, readonly=self.readonly, height=self.height
                )
                shown.on_msg(lambda _widget, content, _buffers: self.receive(content))
                shown.comm.on_close(lambda _message: self._closed_there(shown))
                self._shown = shown
                self.attach(shown.send)
            return self._shown

    def _closed_there(self, shown: Any) -> None:
        """Nobody is left at the other end of the line: nothing is written to it any more."""
        with self.lock:
            if self._shown is shown:
                self.close()

    def close(self) -> None:
        """Take the views away; what was kept stays kept."""
        with self.lock:
            if self._shown is not None:
                self._shown.close()
            self._shown, self._sends = None, []

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        import html

        made = self.widget._repr_mimebundle_(include=include, exclude=exclude)
        data, metadata = made if isinstance(made, tuple) else (made, {})
        shown_in_this_cell(self)
        short = _("{counts} Run the cell again to see it.", counts=self.in_short())
        self.push()
        return {**data, "text/plain": repr(self), "text/html": f"<p>{html.escape(short)}</p>"}, dict(metadata)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: rev {self.rev}>"


def _let_go(shown: Any) -> None:
    """Let the next message be handled while a cell works.

    JupyterLab sends messages to a thread of their own; ipykernel (7.4) brings them back to whichever thread spoke
    last on the line, the one of the cells after a snapshot was pushed: everything would wait for the cell to end.
    """
    with suppress(AttributeError):
        del shown.comm._reply_subshell_id


def _said_by(message: object) -> tuple[int | None, str]:
    """Return the number and the view of a message, when it has them, to answer even one that is malformed."""
    if not isinstance(message, dict):
        return None, ""
    seq, view = message.get("seq"), message.get("view")
    number = seq if isinstance(seq, int) and not isinstance(seq, bool) else None
    return number, view if isinstance(view, str) else ""


def _other_version() -> tuple[str, str]:
    return (
        _("This view and Carnet are not of the same version: nothing was changed."),
        _("Save the notebook, reload the page in the browser, then run the cell again."),
    )


def _not_written() -> tuple[str, str]:
    return (
        _("This could not be written on the disk: nothing was changed."),
        _("Check that the folder is still there and that the disk is not full, then try again."),
    )


def _unforeseen() -> tuple[str, str]:
    return (
        _("Something that Carnet did not foresee stopped this: nothing was changed."),
        _("Run the cell again. If it happens again, tell the people who keep Carnet."),
    )


@cache
def _widget_class(component: str, static: Path) -> Any:
    """Return the anywidget class of a component; its script and style come from the built files."""
    import anywidget
    import traitlets

    script = (static / f"{component}_widget.js").read_text(encoding="utf-8")
    style = (static / f"{component}_widget.css").read_text(encoding="utf-8")

    class CarnetWidget(anywidget.AnyWidget):
        """No trait here may ever hold words of an interview: notebooks save them."""

        _esm = script
        _css = style
        kind = traitlets.Unicode("").tag(sync=True)
        rev = traitlets.Int(0).tag(sync=True)
        lang = traitlets.Unicode("fr").tag(sync=True)
        readonly = traitlets.Bool(False).tag(sync=True)
        height = traitlets.Int(640).tag(sync=True)

    CarnetWidget.__name__ = f"Carnet_{component}"
    return CarnetWidget
