"""The editor of a coded text, without a browser: what it answers, what it saves, what a notebook never keeps."""

import json
from dataclasses import replace

import pytest

from toolkit.errors import UnknownTranscript
from toolkit.model import Change, Code, Coder, Coding, MemoryDesk, Transcript, coding_of
from toolkit.transcripts import NameDecision, editor, new_coffre, pseudonymise, read_text, transcript_of

TALK = "E : Ça va ?\nP : On s’entraid beaucoup, 😀 oui.\nE : Et après ?\nP : Rien, la mairie ne répond jamais."
SECRET = "mairie"


@pytest.fixture
def desk():
    text = transcript_of(read_text(TALK), "E01", participant="P01")
    code = Code("aide", "Entraide")
    coded = [
        coding_of(text, TALK.index(words), TALK.index(words) + len(words), code, coder="camille")
        for words in ("On s’entraid beaucoup", "la mairie ne répond jamais")
    ]
    return MemoryDesk(text, Coder("camille", "Camille"), code, *coded)


class Screen:
    """What one view hears and sends."""

    def __init__(self, hosted):
        self.hosted, self.seq, self.heard = hosted, 0, []
        hosted.attach(self.heard.append)

    def _sent(self, kind, name, text, *, mode="typo", decisions=(), another=False, **more):
        self.seq += 1
        message = {"v": 1, "type": kind, "view": "a", "seq": self.seq, kind: name, "text": text, "mode": mode}
        rev = {"base_rev": self.hosted.rev} if kind == "op" else {}
        self.hosted.receive(
            {**message, **rev, "another": another, "decisions": [list(one) for one in decisions], **more}
        )
        return self.heard[-1]

    def draft(self, text, **more):
        return self._sent("ask", "draft", text, **more)["data"]

    def save(self, text, digest, **more):
        return self._sent("op", "save", text, digest=digest, **more)


def test_a_draft_is_answered_and_nothing_is_written(desk):
    screen = Screen(editor(desk, "E01"))

    told = screen.draft(TALK.replace("entraid ", "entraide "))

    assert [mark[3] for mark in told["marks"]] == ["corrected", ""]
    assert [(item["decision"], item["coder"]) for item in told["review"]] == [("keep", "Camille")]
    assert desk.get(Transcript, "E01").text == TALK


def test_a_draft_typed_in_another_way_comes_back_clean(desk):
    told = Screen(editor(desk, "E01")).draft(TALK.replace("é", "e\u0301") + "\tfin")

    assert told["text"] == TALK + " fin"


def test_saving_is_one_action_with_what_was_decided(desk):
    screen = Screen(editor(desk, "E01"))
    new = TALK.replace("ne répond jamais", "se tait").replace("entraid ", "entraide ")
    told = screen.draft(new, mode="retranscription")
    one, two = (item["key"] for item in told["review"])
    start = new.index("se tait")

    answer = screen.save(
        new, told["digest"], mode="retranscription", decisions=[[one, "drop"], [two, start, start + 7]]
    )

    assert (answer["type"], answer["changes"]["waiting"]) == ("applied", 0)
    assert [(held.quote, held.state) for held in desk.all(Coding)] == [("se tait", "accepted")]
    desk.undo()
    assert len(desk.all(Coding)) == 2


def test_what_changed_in_the_study_since_the_draft_stops_the_save(desk):
    screen = Screen(editor(desk, "E01"))
    new = TALK + " Voilà."
    told = screen.draft(new)
    text = desk.get(Transcript, "E01")
    desk.do(Change.adding(coding_of(text, 4, 9, Code("aide", "Entraide"), coder="camille")))

    late = screen.save(new, told["digest"])
    again = screen.save(new, screen.draft(new)["digest"])

    assert (late["type"], again["type"]) == ("rejected", "applied")
    assert SECRET not in json.dumps([late["reason"], late["hint"]])


def test_a_decision_that_further_corrections_made_useless_is_let_go(desk):
    screen = Screen(editor(desk, "E01"))
    [item] = screen.draft(TALK.replace("mairie", "préfecture"))["review"]

    told = screen.draft(TALK + " Voilà.", decisions=[[item["key"], "drop"]])

    assert told["fault"] is None
    assert told["review"] == []


@pytest.mark.parametrize("decisions", [[["g1"]], [["g1", "burn"]], [["g1", 3, -1]], "drop", [["g1", 1, 2, 3]]])
def test_decisions_in_another_form_are_refused_as_another_version(desk, decisions):
    hosted = editor(desk, "E01")
    screen = Screen(hosted)

    hosted.receive(
        {"v": 1, "type": "ask", "view": "a", "seq": 1, "ask": "draft", "text": TALK, "mode": "typo", "another": False,
         "decisions": decisions}
    )  # fmt: skip

    assert (screen.heard[-1]["type"], screen.heard[-1]["kind"]) == ("rejected", "version")


@pytest.mark.parametrize("text", ["", "  \n", "moitié \ud83d"])
def test_a_text_that_cannot_be_is_told_in_one_sentence(desk, text):
    screen = Screen(editor(desk, "E01"))

    screen._sent("ask", "draft", text)

    said = screen.heard[-1]
    assert said.get("reason") or said["data"]["fault"]["reason"]
    assert desk.get(Transcript, "E01").text == TALK


def test_the_draft_survives_a_page_that_is_loaded_again(desk):
    hosted = editor(desk, "E01")
    screen = Screen(hosted)
    screen.draft(TALK + " Voilà.", mode="retranscription")

    hosted.receive({"v": 1, "type": "hello", "view": "b"})

    data = screen.heard[-1]["data"]
    assert (data["draft"], data["mode"], data["text"]) == (TALK + " Voilà.", "retranscription", TALK)


def test_a_notebook_keeps_no_word_of_the_text(desk):
    hosted = editor(desk, "E01")
    shown, _metadata = hosted._repr_mimebundle_()

    state = json.dumps(hosted.widget.get_state(), default=str) + json.dumps(shown, default=str) + repr(hosted)

    assert SECRET not in state
    assert "2 passages codés" in shown["text/html"]
    hosted.close()


def test_a_closed_editor_listens_no_more(desk):
    hosted = editor(desk, "E01")
    screen = Screen(hosted)
    hosted.close()
    before = len(screen.heard)

    desk.do(Change.replacing([(desk.get(Transcript, "E01"), replace(desk.get(Transcript, "E01"), place="Lyon"))]))

    assert len(screen.heard) == before


def test_an_unknown_transcript_is_told_at_once(desk):
    with pytest.raises(UnknownTranscript):
        editor(desk, "E09")


def test_a_real_name_typed_by_mistake_is_refused(desk, tmp_path):
    names = [NameDecision("Rousselin", "PERSON", "accepted", "Martel")]
    raw = TALK.replace("Rien", "Rien, Rousselin")
    made = pseudonymise(raw, names)
    text = transcript_of(read_text(made.text), "E02", participant="P01")
    desk.do(Change.adding(text))
    coffre = new_coffre(tmp_path / "coffre", None, "cheval pile agrafe", "2030-09-30", scrypt_n=2)
    coffre.add("E02", made)
    coffre.add_entries(names)
    screen = Screen(editor(desk, "E02", coffre=coffre))

    refused = screen.draft(made.text + " Merci, Rousselin.")
    corrected = made.text.replace("beaucoup", "énormément")
    answer = screen.save(corrected, screen.draft(corrected)["digest"])

    assert "vrai nom" in refused["fault"]["reason"]
    assert "Rousselin" not in json.dumps(refused)
    assert answer["type"] == "applied"
    assert coffre.restore("E02", made.text) == raw
