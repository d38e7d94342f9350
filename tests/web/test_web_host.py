"""A component held by Python: what is kept, refused, told to every view, and what a notebook never sees."""

import json
import runpy
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import Refused
from toolkit.web.wire import WrongMessage, checked, maybe, texts

HERE = Path(__file__).parent
GOLDEN = runpy.run_path(str(HERE / "golden.py"))
Tally = GOLDEN["Tally"]
SECRET = "Lambertin"


class Screen:
    """What one notebook shows: every message that Python sent to it."""

    def __init__(self, hosted, *, view="a"):
        self.hosted, self.view, self.seq, self.heard = hosted, view, 0, []
        hosted.attach(self.heard.append)

    def op(self, n, *, rev=None, view=None, **fields):
        self.seq += 1
        message = {"v": 1, "type": "op", "view": view or self.view, "seq": self.seq, "op": "add", "n": n}
        self.hosted.receive({**message, "base_rev": self.hosted.rev if rev is None else rev, **fields})
        return self.heard[-1]


@pytest.fixture
def tally(tmp_path):
    (tmp_path / "tally_widget.js").write_text("export default {render() {}}", encoding="utf-8")
    (tmp_path / "tally_widget.css").write_text("", encoding="utf-8")
    made = Tally(lang="fr")
    made.static = tmp_path
    yield made
    made.close()


def test_a_change_is_answered_once_it_is_kept(tally):
    screen = Screen(tally)

    answer = screen.op(2)

    assert tally.total == 2
    assert (answer["type"], answer["seq"], answer["rev"]) == ("applied", 1, 1)


def test_a_change_made_in_python_is_followed_by_every_view(tally):
    screens = [Screen(tally), Screen(tally)]

    tally.do("add", n=3)

    for screen in screens:
        assert screen.heard[-1]["changes"]["total"] == 3
        assert screen.heard[-1]["seq"] is None


def test_what_python_is_refused_is_raised_in_python(tally):
    with pytest.raises(Refused):
        tally.do("add", n=0)

    assert tally.rev == 0


@pytest.mark.parametrize(
    ("n", "kind"), [(0, "refused"), (8, "refused"), (9, "refused"), (10, "version"), ("deux", "version")]
)
def test_no_error_vanishes_and_none_tells_what_it_was_about(tally, n, kind):
    screen = Screen(tally)

    answer = screen.op(n)

    assert (answer["type"], answer["seq"], answer["kind"]) == ("rejected", 1, kind)
    assert answer["reason"]
    assert answer["hint"]
    assert SECRET not in json.dumps(answer, ensure_ascii=False)
    assert tally.rev == 0


def test_a_view_that_saw_an_older_state_does_not_undo_what_another_did(tally):
    one, other = Screen(tally, view="a"), Screen(tally, view="b")
    one.op(1, rev=0, ids=["x"])

    late = other.op(1, rev=0, ids=["x"])
    same = one.op(1, rev=0, ids=["x"])
    elsewhere = other.op(1, rev=0, ids=["y"])

    assert late["type"] == "rejected"
    assert same["type"] == elsewhere["type"] == "applied"


def test_a_view_for_reading_changes_nothing(tally):
    tally.readonly = True
    screen = Screen(tally)

    answer = screen.op(1)

    assert answer["type"] == "rejected"
    assert tally.total == 0


def test_messages_handled_in_several_threads_are_done_one_after_the_other(tally):
    screen = Screen(tally)
    plain, gate = type(tally).apply, threading.Barrier(4)
    inside, most = [], []

    def apply(self, op):
        inside.append(1)
        most.append(len(inside))
        try:
            return plain(self, op)
        finally:
            inside.pop()

    def many(view):
        gate.wait()
        for seq in range(1, 51):
            message = {"v": 1, "type": "op", "view": view, "seq": seq, "base_rev": 0, "op": "add", "n": 1}
            tally.receive(message)

    tally.apply = apply.__get__(tally)
    threads = [threading.Thread(target=many, args=(view,)) for view in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert tally.total == 200
    assert max(most) == 1
    assert [message["rev"] for message in screen.heard] == list(range(1, 201))


def test_what_a_notebook_keeps_of_a_widget_holds_counts_and_no_word(tally):
    tally.do("add", n=4)
    data, _metadata = tally._repr_mimebundle_()
    state = tally.widget.get_state()

    assert "4 en tout." in data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in data
    assert SECRET not in json.dumps([data, state], default=str, ensure_ascii=False) + repr(tally)
    ours = {name for name in tally.widget.keys if not name.startswith("_")} - {"layout", "tabbable", "tooltip"}
    assert ours == {"kind", "rev", "lang", "readonly", "height"}
    assert tally.widget.rev == 1


def test_showing_a_widget_sends_everything_without_waiting_to_be_asked(tally):
    sent = []
    tally.widget.send = sent.append
    tally.attach(tally.widget.send)

    tally._repr_mimebundle_()

    assert [message["type"] for message in sent] == ["snapshot"]
    assert sent[0]["data"]["total"] == 0


HELLO = {"v": 1, "type": "hello", "view": "a"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(
    JSON
    | st.dictionaries(
        st.sampled_from(["v", "type", "view", "seq", "base_rev", "op", "ids", "n", "ask", "which"]),
        st.sampled_from([0, 1, 7, True, "hello", "op", "ask", "add", "word", "a", None, ["é"]]),
    )
)
def test_whatever_a_browser_sends_python_answers_one_message_and_never_raises(message):
    tally = Tally(lang="fr")
    heard = []
    tally.attach(heard.append)

    tally.receive(message)

    assert len(heard) == 1
    assert heard[0]["type"] in {"snapshot", "applied", "answer", "rejected"}
    assert tally.fault is None


def test_only_what_may_be_absent_is_allowed_to_be_absent():
    op = {"v": 1, "type": "op", "view": "a", "seq": 1, "base_rev": 0, "op": "set"}
    shape = {"set": {"names": texts(), "why": maybe(texts())}}

    assert checked({**op, "names": ["é"]}, shape, {})
    for wrong in ({}, {"names": None}, {"names": [1]}, {"names": [], "more": 1}, {"names": [], "why": "x"}):
        with pytest.raises(WrongMessage):
            checked({**op, **wrong}, shape, {})
