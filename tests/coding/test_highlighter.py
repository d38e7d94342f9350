"""What Python keeps of the gestures of the highlighter, refuses, and tells; what a saved notebook holds: counts."""

import gc
import json
import threading

import pytest
from text_to_code import CODES, SAID, desk, nouns, transcript

from toolkit import new_study
from toolkit.coding import Highlighter, highlighter, mark
from toolkit.coding import desk as every_interview
from toolkit.coding.highlighting import VERBS, Highlighting
from toolkit.errors import InvalidValue, Refused, ToolkitError
from toolkit.i18n import said
from toolkit.model import Change, Code, Coder, Coding, Memo, MemoryDesk, Quote, Review, Transcript
from toolkit.web import cells

TEXT = transcript()
START = TEXT.text.index("Qui décide ?")
PLACE = {"start": START, "end": START + 12, "fingerprint": TEXT.fingerprint}


@pytest.fixture(params=["memory", "study"])
def study(request, tmp_path):
    """The invented interview, on a desk in memory and in a study on the disk."""
    if request.param == "memory":
        yield desk()
        return
    with new_study(tmp_path / "étude de Zoé") as opened:
        opened.do(Change.adding(*nouns(), verb="prepare"))
        yield opened


@pytest.fixture
def view(study):
    made = highlighter(study, "E03", coder="C1", lang="fr")
    made.heard = []
    made.attach(made.heard.append)
    yield made
    made.close()


def held(study):
    return {(one.quote, one.code, one.state) for one in study.all(Coding)}


def followers(study):
    """How many follow what is changed in a study."""
    return len(study._listeners if isinstance(study, MemoryDesk) else study._live._listeners)


def ids(study, code):
    return [one.id for one in study.all(Coding) if one.code == code]


def test_the_snapshot_says_everything_and_travels_as_json(view):
    data = json.loads(json.dumps(view.snapshot()))

    assert [data["text"][start:end] for _label, start, end, *_more in data["turns"]] == [
        words for _who, words in SAID
    ]
    assert [data["speakers"][turn[5][0]][0] for turn in data["turns"]] == [who for who, _words in SAID]
    assert [code["id"] for code in data["codes"]] == [code.id for code in CODES]
    assert {code["id"]: code["count"] for code in data["codes"]}["taire"] == 2
    assert [row["code"] for row in data["codings"].values() if row["outdated"]] == ["parole"]
    assert data["recent"] == ["parole", "savoirs", "voisins", "aide"]
    assert (data["coder"], data["coders"]["S"]) == ("C1", "Mme Royer")


def test_each_gesture_is_one_change_that_undo_takes_back_and_redo_gives_again(view, study):
    before = held(study)
    [aide] = ids(study, "aide")
    gestures = [
        ("mark", {**PLACE, "code": "ete"}),
        ("mark", {**PLACE, "label": "Pouvoir", "parent": "parole", "memo": "Qui ? 🙂"}),
        ("recode", {"ids": [aide], "label": "Voisinage"}),
        ("move", {**PLACE, "ids": [aide]}),
        ("accept", {"ids": ids(study, "lieu")}),
        ("confirm", {"ids": ids(study, "parole")}),
        ("memo", {"ids": [aide], "memo": "", "text": "À relire"}),
        ("memo", {"ids": [aide], "memo": "m1", "text": "Autrement"}),
        ("memo", {"ids": [aide], "memo": "m1", "text": " "}),
        ("reject", {"ids": [one.id for one in study.all(Coding) if one.state == "proposed"][:1]}),
        ("delete", {"ids": ids(study, "voisins")}),
    ]
    states = []

    for op, fields in gestures:
        states.append((held(study), {memo.text for memo in study.all(Memo)}, {code.id for code in study.all(Code)}))
        view.do(op, **fields)
    after = held(study)
    for state in reversed(states):
        view.do("undo")
        assert state == (held(study), {memo.text for memo in study.all(Memo)}, {code.id for code in study.all(Code)})
    for _gesture in gestures:
        view.do("redo")

    assert before != after == held(study)
    assert study.get(Code, "pouvoir").parent == "parole"
    with pytest.raises(Refused):
        view.do("redo")


def test_what_cannot_be_done_is_refused_in_a_sentence_and_nothing_changes(view, study):
    before = (held(study), len(study.all(Code)), len(study.all(Memo)))
    [aide] = ids(study, "aide")
    long = len(TEXT.text)
    wrong = [
        ("mark", {**PLACE, "end": long + 1, "code": "ete"}),
        ("mark", {**PLACE, "start": long, "end": long, "code": "ete"}),
        ("mark", {**PLACE, "start": START + 12, "end": START, "code": "ete"}),
        ("mark", {**PLACE, "fingerprint": "0" * 64, "code": "ete"}),
        ("mark", {**PLACE, "code": "disparu"}),
        ("mark", {**PLACE}),
        ("mark", {**PLACE, "code": "ete", "label": "L’été"}),
        ("mark", {**PLACE, "label": "Neuf", "parent": "disparu"}),
        ("move", {**PLACE, "end": long + 9, "ids": [aide]}),
        ("move", {**PLACE, "ids": [aide, *ids(study, "voisins")]}),
        ("delete", {"ids": ["disparu"]}),
        ("delete", {}),
        ("recode", {"ids": [aide], "code": "disparu"}),
        ("memo", {"ids": [aide], "memo": "disparu", "text": "x"}),
        ("memo", {"ids": [aide], "memo": "", "text": "  "}),
    ]

    for op, fields in wrong:
        with pytest.raises(ToolkitError) as caught:
            view.do(op, **fields)
        assert caught.value.message
        assert "décide" not in caught.value.message + caught.value.hint

    assert before == (held(study), len(study.all(Code)), len(study.all(Memo)))
    assert [message for message in view.heard if message["type"] == "applied"] == []


def test_marking_again_says_so_but_a_proposal_there_is_accepted_and_a_memo_is_kept(view, study):
    view.do("mark", **PLACE, code="ete")

    with pytest.raises(Refused):
        view.do("mark", **PLACE, code="ete")
    view.do("mark", **PLACE, code="ete", memo="Tout de même")
    proposal = next(one for one in study.all(Coding) if one.state == "proposed")
    place = {"start": proposal.start, "end": proposal.end, "fingerprint": TEXT.fingerprint}
    view.do("mark", **place, code=proposal.code)

    assert "Tout de même" in {memo.text for memo in study.all(Memo)}
    assert study.get(Coding, proposal.id).state == "accepted"


def test_a_label_that_exists_is_that_code_and_a_strange_one_is_a_name_like_another(view, study):
    view.do("mark", **PLACE, label="l'ETE")
    view.do("mark", **PLACE, label="<img src=x>")
    view.do("mark", **PLACE, label="=1+1")
    view.do("mark", **PLACE, label="…")

    labels = {study.get(Code, code).label for quote, code, _state in held(study) if quote == "Qui décide ?"}
    assert labels == {"L’été", "<img src=x>", "=1+1", "…"}


def test_a_place_left_by_a_passage_can_be_coded_again(view, study):
    first = next(iter(view.do("mark", **PLACE, code="ete")["items"]))
    view.do("move", ids=[first], **{**PLACE, "end": PLACE["end"] - 2})

    second = next(iter(view.do("mark", **PLACE, code="ete")["items"]))

    assert first != second
    assert {one.quote for one in study.all(Coding) if one.code == "ete"} == {"Qui décide", "Qui décide ?"}


def test_what_other_cells_change_is_told_once_to_the_view(view, study):
    view.do("mark", **PLACE, code="ete")
    view.heard.clear()

    study.do(Change.adding(mark(TEXT, study.get(Code, "ete"), coder="C2", quote="on jardine")))
    study.do(Change.adding(Transcript("E04", "Rien ici.")))
    study.do(Change.adding(mark(study.get(Transcript, "E04"), study.get(Code, "ete"), coder="C2", quote="Rien")))

    assert [(message["type"], message["seq"]) for message in view.heard] == [("applied", None)] * 2
    assert len(view.heard[0]["changes"]["items"]) == 1
    assert view.heard[1]["changes"]["items"] == {}
    assert view.heard[1]["changes"]["codes"]["ete"]["count"] == 3


def test_a_revised_text_is_sent_anew(view, study):
    old = study.get(Transcript, "E03")
    study.do(
        Change.replacing(
            [(old, Transcript("E03", old.text.replace("chez nous", "chez toi "), old.turns, old.speakers))]
        )
    )

    assert view.heard[-1]["type"] == "snapshot"
    assert "chez toi" in view.heard[-1]["data"]["text"]
    with pytest.raises(Refused):
        view.do("mark", **PLACE, code="ete")


def test_gestures_and_cells_at_once_neither_wait_for_each_other_nor_lose_anything(view, study):
    places = [(START + n, START + n + 1) for n in range(4) if TEXT.text[START + n].strip()]
    done = threading.Barrier(3)

    def gestures():
        done.wait()
        for seq, (start, end) in enumerate(places, 1):
            op = {"v": 1, "type": "op", "view": "a", "seq": seq, "base_rev": 0, "op": "mark", "code": "ete"}
            view.receive({**op, "start": start, "end": end, "fingerprint": TEXT.fingerprint})

    def cells():
        done.wait()
        for start, end in places:
            study.do(Change.adding(mark(TEXT, CODES[0], coder="C2", start=start, end=end)))

    threads = [threading.Thread(target=work) for work in (gestures, cells)]
    for thread in threads:
        thread.start()
    done.wait()
    for thread in threads:
        thread.join(timeout=20)

    assert not any(thread.is_alive() for thread in threads)
    assert view.fault is None
    view.receive({"v": 1, "type": "hello", "view": "b"})
    assert len(view.heard[-1]["data"]["codings"]) == 7 + 2 * len(places)


def test_a_message_in_another_form_is_answered_and_changes_nothing(view, study):
    before = held(study)
    op = {"v": 1, "type": "op", "view": "a", "seq": 1, "base_rev": 0}

    for wrong in (
        {"op": "mark", "start": -1},
        {"op": "mark", **PLACE, "code": 3},
        {"op": "burn"},
        {"op": "memo", "memo": None, "text": ""},
    ):
        view.receive({**op, **wrong})
        assert (view.heard[-1]["type"], view.heard[-1]["kind"]) == ("rejected", "version")

    assert held(study) == before


def test_who_codes_must_be_known_unless_it_is_for_reading():
    empty = desk()

    with pytest.raises(Refused, match="qui code"):
        highlighter(empty, "E03", coder="")
    with pytest.raises(ToolkitError):
        highlighter(empty, "E99", coder="C1")
    assert isinstance(highlighter(empty, "E03", readonly=True), Highlighter)


def test_verdicts_and_memos_of_others_reach_the_view():
    study = desk()
    of = Highlighting(study, "E03", coder="C1")
    coding = study.all(Coding)[0]
    review = Review("r9", coding.id, "S", "agree")

    brought = of.news([Change.adding(review, Memo("m9", "Bien vu", about=(coding.id,)), Memo("m8", "Ailleurs"))])

    assert list(brought["reviews"]) == ["r9"]
    assert list(brought["memos"]) == ["m9"]
    assert of.news([Change.removing(review)])["reviews"] == {"r9": None}
    assert of.news([Change("redact")]) is None
    assert of.news([Change.adding(Coder("C9"))]) is None


def test_the_desk_opens_where_the_coder_was_and_a_view_of_one_interview_stays_there(view):
    study = desk()
    study.do(Change.adding(transcript("E04")))
    every = every_interview(study, coder="C1", lang="fr")
    heard = []
    every.attach(heard.append)

    every.receive({"v": 1, "type": "ask", "view": "a", "seq": 1, "ask": "open", "transcript": "E04"})
    view.receive({"v": 1, "type": "ask", "view": "a", "seq": 1, "ask": "open", "transcript": "E03"})
    every.receive({"v": 1, "type": "ask", "view": "a", "seq": 2, "ask": "open", "transcript": "E99"})

    assert [message["type"] for message in heard] == ["answer", "snapshot", "rejected"]
    assert heard[1]["data"]["transcript"]["id"] == "E04"
    assert [row["passages"] for row in heard[1]["data"]["texts"]] == [7, 0]
    assert view.heard[-1]["type"] == "rejected"
    study.do(Change.adding(transcript("E05")))
    assert len(heard[-1]["data"]["texts"]) == 3
    with pytest.raises(Refused):
        every_interview(MemoryDesk(Coder("C1")), coder="C1")


def test_verbs_of_the_highlighter_are_said_in_french():
    assert all(said(verb) != verb for verb in VERBS)


def test_a_single_passage_is_asked_for_where_one_is_needed(view, study):
    both = [*ids(study, "aide"), *ids(study, "voisins")]

    with pytest.raises(InvalidValue):
        view.do("memo", ids=both, memo="", text="x")


def test_a_passage_with_a_verdict_is_kept_with_it_and_counted_no_more(view, study):
    [savoirs] = ids(study, "savoirs")
    before, verdicts = held(study), study.all(Review)

    view.do("delete", ids=[savoirs])
    assert study.get(Coding, savoirs).state == "rejected"
    assert study.all(Review) == verdicts
    assert next(one for one in view.snapshot()["codes"] if one["id"] == "savoirs")["count"] == 0
    with pytest.raises(Refused, match="avis"):
        view.do("delete", ids=[savoirs])
    view.do("undo")

    assert held(study) == before


def test_a_memo_outlives_its_passage_and_undo_brings_them_together_again(view, study):
    [aide] = ids(study, "aide")
    memos = study.all(Memo)

    view.do("delete", ids=[aide])
    assert ids(study, "aide") == []
    assert study.all(Memo) == memos
    view.do("undo")

    assert ids(study, "aide") == [aide]
    assert [memo["about"] for memo in view.snapshot()["memos"].values()] == [[aide]]


@pytest.mark.parametrize("op", ["delete", "recode", "move"])
def test_a_passage_that_the_feedback_quotes_is_not_taken_away(view, study, op):
    [aide] = ids(study, "aide")
    one = study.get(Coding, aide)
    twin = mark(TEXT, study.get(Code, "ete"), coder="C1", start=one.start, end=one.end)
    beside = mark(TEXT, study.get(Code, "aide"), coder="C1", start=one.start, end=one.end - 2)
    study.do(Change.adding(twin, beside, Quote("q1", aide, "E03", one.start, one.end, one.quote, participant="P1")))
    before = held(study)
    fields = {
        "delete": {},
        "recode": {"code": "ete"},
        "move": {"start": one.start, "end": one.end - 2, "fingerprint": TEXT.fingerprint},
    }

    with pytest.raises(Refused, match="restitution"):
        view.do(op, ids=[aide], **fields[op])

    assert held(study) == before


def test_giving_a_reviewed_passage_the_code_that_its_words_bear_already_loses_no_verdict(view, study):
    [savoirs] = ids(study, "savoirs")
    one = study.get(Coding, savoirs)
    study.do(Change.adding(mark(TEXT, study.get(Code, "ete"), coder="C1", start=one.start, end=one.end)))

    with pytest.raises(Refused, match="avis"):
        view.do("recode", ids=[savoirs], code="ete")

    assert study.get(Coding, savoirs) == one


def test_a_view_that_nobody_holds_any_more_does_not_follow_the_study(study):
    before = followers(study)

    for _run in range(20):
        highlighter(study, "E03", coder="C1")
    gc.collect()

    assert followers(study) == before


def test_a_cell_run_again_lets_go_of_what_it_showed_before(study, monkeypatch):
    before, shown = followers(study), []
    for run in range(20):
        monkeypatch.setattr(cells, "this_run", lambda run=run: ("cellule-1", f"run-{run}"))
        shown.append(highlighter(study, "E03", coder="C1"))
        shown[-1]._repr_mimebundle_()

    assert followers(study) == before + 1
    assert [one._shown is None for one in shown] == [True] * 19 + [False]
    study.do(Change.adding(mark(TEXT, study.get(Code, "ete"), coder="C2", quote="on jardine")))
    monkeypatch.setattr(cells, "this_run", lambda: ("cellule-2", "run-20"))
    data, _metadata = shown[0]._repr_mimebundle_()
    assert "6 passages codés" in data["text/html"]
    assert followers(study) == before + 2
    for one in shown:
        one.close()
    assert followers(study) == before


def test_two_views_of_one_run_stay_and_so_does_one_that_another_cell_shows(study, monkeypatch):
    monkeypatch.setattr(cells, "this_run", lambda: ("cellule-3", "run-1"))
    first, second = (highlighter(study, "E03", coder="C1") for _n in range(2))
    first._repr_mimebundle_()
    second._repr_mimebundle_()
    monkeypatch.setattr(cells, "this_run", lambda: ("cellule-4", "run-2"))
    first._repr_mimebundle_()
    monkeypatch.setattr(cells, "this_run", lambda: ("cellule-3", "run-3"))
    third = highlighter(study, "E03", coder="C1")
    third._repr_mimebundle_()

    assert [one._shown is None for one in (first, second, third)] == [False, True, False]
    first.close()
    third.close()


def test_nothing_is_written_to_a_line_that_the_browser_closed(view, study):
    line = view.widget.comm
    line.publish_msg = lambda *_given, **_more: written.append(_given)
    written = []
    view.do("mark", **PLACE, code="ete")
    assert written

    line.handle_close({})
    written.clear()
    study.do(Change.adding(mark(TEXT, study.get(Code, "ete"), coder="C2", quote="on jardine")))
    view.do("undo")

    assert written == []


def test_what_a_notebook_keeps_holds_counts_and_no_word_of_the_interview(view):
    view.do("mark", **PLACE, label="Pouvoir", memo="Qui donc")
    data, _metadata = view._repr_mimebundle_()
    kept = json.dumps([data, view.widget.get_state()], default=str, ensure_ascii=False) + repr(view)

    assert "6 passages codés" in data["text/html"]
    script = view.widget._esm + view.widget._css
    for words in ("Colette", "atelier", "clefs", "Entraide", "Pouvoir", "Qui donc", TEXT.text[START : START + 12]):
        assert words not in kept.replace(json.dumps(script, ensure_ascii=False)[1:-1], "")
