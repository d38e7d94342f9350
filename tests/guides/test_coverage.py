"""Which questions were asked in which interview: proposals on the example study, and on invented turns."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from toolkit import guides, shipped
from toolkit.counting import asked_of, read_asked
from toolkit.errors import FaultyFile, InvalidValue, UnreadableFile
from toolkit.formats.table_writers import write_table
from toolkit.guides.coverage import Coverage
from toolkit.guides.coverage_files import Line, decisions, lines_of, merged
from toolkit.model import Code, Guide, Probe, Question, Speaker, Theme, Transcript, Turn

EXAMPLE = shipped.folder("examples") / "travailleurs-pairs"


def guide(*questions: str, language: str = "fr", id: str = "g", probes: tuple[str, ...] = ()) -> Guide:
    made = tuple(
        Question(f"A{number}", text, probes=tuple(map(Probe, probes)) if number == 1 else ())
        for number, text in enumerate(questions, 1)
    )
    return Guide(id, "Guide", language=language, themes=(Theme("A", "Thème", questions=made),))


def interview(*said: str, id: str = "E01", roles: str = "", kind: str = "interview") -> Transcript:
    """One turn each; ``roles`` holds a letter a turn: i(nterviewer), p(articipant), u(nknown)."""
    text, turns, names = "", [], {"i": "interviewer", "p": "participant", "u": "unknown"}
    letters = roles or "i" * len(said)
    for letter, words in zip(letters, said, strict=True):
        turns.append(Turn((letter,), len(text), len(text), len(text) + len(words)))
        text += words + "\n"
    speakers = tuple(Speaker(letter, names[letter]) for letter in dict.fromkeys(letters))
    return Transcript(id, text.removesuffix("\n"), tuple(turns), speakers, kind=kind)


THREE = guide(
    "Comment avez-vous appris le métier de soignant ?",
    "Racontez-moi la dernière réunion d’équipe.",
    "Quels effets les horaires de nuit ont-ils sur votre sommeil ?",
)


def status(found: Coverage, question: str) -> str:
    return found.of("E01", question).status


def recount() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recount", EXAMPLE / "recount.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def example(told: ModuleType, id: str) -> Transcript:
    turns = told.turns(id)
    roles = dict.fromkeys(f"{turn.role} {turn.person}" for turn in turns)
    return Transcript(
        id,
        told.text(id),
        tuple(Turn((f"{turn.role} {turn.person}",), turn.start, turn.start, turn.end) for turn in turns),
        tuple(Speaker(role, role.split()[0]) for role in roles),
    )


def test_on_the_example_nearly_all_that_is_proposed_is_right_and_nearly_all_is_proposed():
    told = recount()
    folder = shipped.folder("interview_guides")
    led = {
        "travailleurs-pairs-semi-directif.md": ("E01", "E02", "E03", "E04", "E06", "E07", "E08", "G01"),
        "travailleurs-pairs-recit-de-vie.md": ("E05",),
    }
    asked: dict[tuple[str, str], list[str]] = {}
    for row in told.table("questions.csv"):
        if row["façon"] in ("posée", "mal posée"):
            asked.setdefault((row["document"], row["question"]), []).append(row["mots"].replace("’", "'"))
    proposed, uncertain, cited = set(), set(), 0
    for name, ids in led.items():
        texts = {id: example(told, id) for id in ids}
        for one in guides.coverage(guides.read_guide(folder / name), texts.values()).proposals:
            place = (one.transcript, one.question)
            if one.status == "asked":
                proposed.add(place)
                said = texts[one.transcript].said(one.turn).replace("’", "'")
                cited += any(words[:25].lower() in said.lower() for words in asked.get(place, ()))
            elif one.status == "uncertain":
                uncertain.add(place)

    right = proposed & asked.keys()
    assert len(right) / len(proposed) >= 0.95  # 57 of 57 when this was written
    assert len(right) / len(asked) >= 0.85  # 57 of 62
    assert len((proposed | uncertain) & asked.keys()) / len(asked) >= 0.95  # 61 of 62
    assert cited == len(right)


def test_a_paraphrase_is_recognised_and_its_turn_is_cited():
    found = guides.coverage(
        THREE,
        [
            interview(
                "Bonjour.", "Oui.", "Et vous l’apprenez comment, ce métier, quand on est soignante ?", roles="ipi"
            )
        ],
    )

    one = found.of("E01", "A1")
    assert (one.status, one.turn, one.matched) == ("asked", 3, 3)
    assert status(found, "A2") == status(found, "A3") == "not found"


def test_what_the_person_says_is_not_a_question():
    found = guides.coverage(
        THREE, [interview("Dites-moi.", "Racontez-moi la dernière réunion d’équipe, qu’il m’a dit.", roles="ip")]
    )

    assert status(found, "A2") == "not found"


def test_an_improvised_question_is_none_of_the_guide():
    found = guides.coverage(THREE, [interview("Et vous, vous vous voyez où, dans cinq ans ?")])

    assert {one.status for one in found.proposals} == {"not found"}


def test_several_questions_in_one_turn_and_one_question_in_two_turns():
    found = guides.coverage(
        THREE,
        [
            interview(
                "La dernière réunion d’équipe, racontez-moi. Et les horaires de nuit, quels effets sur le sommeil ?",
                "Alors…",
                "Et donc la dernière réunion de l’équipe ?",
                roles="ipi",
            )
        ],
    )

    assert found.of("E01", "A2").turns == (1, 3)
    assert found.of("E01", "A2").turn == 1
    assert found.of("E01", "A3").turns == (1,)


def test_the_words_of_a_probe_alone_do_not_make_the_question():
    one = guide("Comment travaillez-vous avec les médecins ?", probes=("Un exemple précis de désaccord ?",))
    found = guides.coverage(one, [interview("Vous avez un exemple précis de désaccord ?")])

    assert (status(found, "A1"), found.of("E01", "A1").probe) == ("uncertain", True)


def test_a_question_made_of_tool_words_is_found_when_it_is_said_as_it_is():
    one = guide("Comment ça se passe, ici ?", "Que faites-vous ?")

    assert status(guides.coverage(one, [interview("Et comment ça se passe ici ?")]), "A1") == "asked"
    assert status(guides.coverage(one, [interview("Et ensuite, ça va ?")]), "A1") == "not found"


def test_a_text_without_an_interviewer_is_said_and_nothing_is_told_absent():
    found = guides.coverage(THREE, [interview("Racontez-moi la dernière réunion d’équipe.", roles="u")])

    assert found.unread == ("E01",)
    assert {one.status for one in found.proposals} == {"unread"}
    assert any("E01" in note and "enquêteur" in note for note in found.table().notes)


def test_a_group_is_read_by_the_turns_of_who_leads_it():
    text = interview(
        "Moi je…",
        "Racontez-nous la dernière réunion de votre équipe.",
        "Ah oui.",
        roles="pip",
        kind="group",
        id="G01",
    )

    assert guides.coverage(THREE, [text]).of("G01", "A2").turn == 2


def test_an_english_guide():
    english = guide(
        "How did you learn your trade?",
        "Tell me about the last team meeting.",
        "What did the offices change?",
        language="en",
    )
    found = guides.coverage(english, [interview("And the last meeting with the teams, how was that?")])

    assert [one.status for one in found.proposals] == ["not found", "asked", "not found"]


def test_the_same_texts_give_the_same_proposals_and_no_word_is_shown():
    text = interview("Racontez-moi Zorgluberie, la dernière réunion d’équipe.")
    one, other = (guides.coverage(THREE, [text]) for _time in range(2))

    assert one == other
    assert list(one.frame()["status"]) == ["not found", "asked", "not found"]
    shown = repr(one) + repr(one.proposals) + repr(one.show()) + one.show()._repr_html_()
    assert "Zorgluberie" not in shown


def test_a_guide_without_a_question_is_refused():
    with pytest.raises(InvalidValue):
        guides.coverage(Guide("g", "Vide"), [])


@pytest.mark.parametrize("name", ["couverture.csv", "couverture à remplir.xlsx"])
def test_the_table_is_filled_in_read_back_and_counted(name, tmp_path):
    texts = [interview("Racontez-moi la dernière réunion d’équipe.", id=id) for id in ("E01", "E02")]
    found = guides.coverage(THREE, texts)
    filled = {("E01", "A1"): "non posée", ("E01", "A2"): "mal posée", ("E02", "A3"): "abordée spontanément"}
    lines = [
        Line(*line.key, turn=line.turn, typed=filled.get((line.transcript, line.question), ""))
        for line in lines_of(found)
    ]
    path = guides.write_coverage(tmp_path / name, lines)

    back = guides.read_coverage(path, guides={"g": ["A1", "A2", "A3"]}, transcripts=["E01", "E02"])

    assert decisions(back, "g") == {
        ("E01", "A1"): "not asked",
        ("E01", "A2"): "asked",
        ("E02", "A3"): "spontaneous",
    }
    codes = [Code(f"c{n}", f"C{n}", questions=(f"A{n}",)) for n in (1, 2, 3)]
    import pandas as pd

    turns = pd.DataFrame({"transcript": ["E01", "E02"], "role": ["participant"] * 2, "participant": ["P1", "P2"]})
    # What nobody decided has no line: « question non vérifiée ».
    assert asked_of(codes, read_asked(path), turns=turns).values.tolist() == [["P1", "c1", False], ["P1", "c2", True]]


def test_an_undecided_table_verifies_nothing(tmp_path):
    found = guides.coverage(THREE, [interview("Racontez-moi la dernière réunion d’équipe.")])
    path = guides.write_coverage(tmp_path / "couverture.csv", lines_of(found))

    assert set(read_asked(path)["asked"]) == {""}


def test_what_a_person_decided_typed_or_added_stays(tmp_path):
    found = guides.coverage(THREE, [interview("Racontez-moi la dernière réunion d’équipe.")])
    path = guides.write_coverage(tmp_path / "couverture.csv", lines_of(found))
    text = path.read_text(encoding="utf-8-sig").splitlines()
    text = [line + (";à moi" if number == 0 else ";vu" if number == 2 else ";") for number, line in enumerate(text)]
    text[2] = text[2].replace(";;;vu", ";posée;bien dite;vu")
    text.append("autre;E01;A1;Question d’un autre guide;;;;;oui;;")
    path.write_text("\n".join(text), encoding="utf-8-sig")

    before = guides.read_coverage(path)
    after = merged(before, guides.coverage(THREE, [interview("Bonjour."), interview("Bonsoir.", id="E02")]))
    guides.write_coverage(path, after)
    again = guides.read_coverage(path)

    kept = {line.key: line for line in again}
    line = kept["g", "E01", "A2"]
    assert (line.decision, line.reason, line.extra, line.proposal) == (
        "asked", "bien dite", (("à moi", "vu"),), "semble posée",
    )  # fmt: skip
    assert kept["autre", "E01", "A1"].decision == "asked"
    assert ("g", "E02", "A3") in kept
    assert again == merged(again, guides.coverage(THREE, [interview("Bonjour."), interview("Bonsoir.", id="E02")]))


def test_every_line_that_cannot_be_followed_is_told(tmp_path):
    path = tmp_path / "couverture.csv"
    path.write_text(
        "guide;document;question;tour;posée\n"
        "g;E01;A1;1;peut-être bien\n"
        "g;E99;A1;1;oui\n"
        "g;E01;Z9;1;oui\n"
        "g;E01;A2;douze;oui\n"
        "g;E01;A3;;oui\n"
        "g;E01;A3;;non\n",
        encoding="utf-8",
    )

    with pytest.raises(FaultyFile) as told:
        guides.read_coverage(path, guides={"g": ["A1", "A2", "A3"]}, transcripts=["E01"])

    assert len(told.value.faults) == 5
    assert "ligne 2" in told.value.faults[0]
    assert "abordée spontanément" in told.value.faults[0]


def test_a_table_that_lacks_a_column_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("document;question\nE01;A1\n", encoding="utf-8")

    with pytest.raises(UnreadableFile):
        guides.read_coverage(path)
    with pytest.raises(InvalidValue):
        guides.write_coverage(tmp_path / "x.txt", [])


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".html", ".csv"])
def test_the_overview_is_written_without_a_word_of_the_interview(ending, tmp_path):
    found = guides.coverage(THREE, [interview("Racontez-moi Zorgluberie, la dernière réunion d’équipe.")])

    path = write_table(Path(tmp_path / f"vue{ending}"), found.table({("E01", "A1"): "not asked"}))

    assert path.stat().st_size > 0
    if ending in (".html", ".csv"):
        text = path.read_text(encoding="utf-8-sig")
        assert "Zorgluberie" not in text
        assert "semble posée" in text
        assert "non posée" in text
