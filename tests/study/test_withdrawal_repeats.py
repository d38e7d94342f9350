"""Somebody says again what the person said: whose words they are, what goes, where the receipt says to look."""

import pytest
from decoding import left_over
from leaving import transcript

from toolkit import new_study
from toolkit.model import Code, Coder, Memo, Participant, Quote, Speaker
from toolkit.model.codes import coding_of
from toolkit.model.guide import Guide, Question, Theme

OWN = "je dormais dans la réserve, entre les cageots 😀 et la machine à café qui ronflait"
ASKED = "Comment cela se passait-il, le soir, quand tout le monde était rentré chez soi ?"
POLITE = "Je vous remercie d’avoir pris le temps de me répondre si longuement."
GUIDED = "Qu’est-ce qui a changé pour vous depuis que le local est ouvert le dimanche ?"
OTHER = "on n’avait pas le droit d’y rester après la fermeture, c’était écrit sur la porte"
GROUP = (
    ("Anim", ASKED),
    ("Colette", f"{ASKED[:42]}… eh bien {OWN}, tous les soirs."),
    ("Anim", f"Vous dites que {OWN} : c’est bien cela ?"),
    ("Hamid", f"Elle a raison, Colette : {OWN[:45]}, mais {OTHER}."),
    ("Colette", f"Mais {OTHER}, ça oui."),
    ("Anim", "Et vous, Hamid, vous aviez dit qu’" + OTHER[:50] + ", je crois."),
)
ALONE = (
    ("Q", GUIDED),
    ("Colette", f"{GUIDED[:50]}, je me le demande. {POLITE} Bonne soirée, et encore merci pour la tisane au miel !"),
)


def group():
    speakers = (Speaker("Anim", "interviewer"), Speaker("Colette", "participant", "P03"))
    return transcript("G01", GROUP, (*speakers, Speaker("Hamid", "participant", "P04")), "group")


def of_hamid(id, *lines, day=""):
    from dataclasses import replace

    made = transcript(id, lines, (Speaker("Q", "interviewer"), Speaker("Hamid", "participant", "P04")))
    return replace(made, date=day)


def alone():
    from dataclasses import replace

    made = transcript("E03", ALONE, (Speaker("Q", "interviewer"), Speaker("Colette", "participant", "P03")))
    return replace(made, date="2026-03-10")


@pytest.fixture
def study(folder):
    made = new_study(folder, title="La réserve", coder="C1")
    made.add(Coder("C1", "Camille", "intern"), Participant("P03"), Participant("P04"), Code("nuit", "La nuit"))
    made.add(Guide("G", "Guide", themes=(Theme("T", "Local", questions=(Question("T1", GUIDED),)),)))
    yield made
    made.close()


def test_what_others_say_again_after_them_goes_too_and_its_place_is_told(study):
    study.add(group(), Memo("m1", f"À garder en tête : « {OWN} ».", coder="C1"))
    text = study.transcripts["G01"]
    at = text.text.index(OWN, text.turns[2].start)
    repeated = coding_of(text, at, at + len(OWN), Code("nuit", "La nuit"), coder="C1")
    wide = coding_of(text, text.turns[2].start, text.turns[2].end, Code("nuit", "La nuit"), coder="C1")
    study.add(repeated, wide)
    study.add(Quote("q1", wide.id, "G01", wide.start, wide.end, wide.quote, None))

    receipt = study.withdraw("P03")

    after = study.transcripts["G01"]
    assert after.said(3) == "Vous dites que [passage retiré] : c’est bien cela ?"
    assert after.said(4) == f"Elle a raison, Colette : [passage retiré], mais {OTHER}."
    assert study.memos["m1"].text == "À garder en tête : « [passage retiré] »."
    assert repeated.id not in study.codings
    assert study.codings[wide.id].quote == study.quotes["q1"].text == after.said(3)
    (line,) = [line for line in receipt.by_hand if "G01, tours 3, 4" in line]
    assert "relisez" in line
    assert [line for line in receipt.erased if line.startswith("2 passages où quelqu’un d’autre")]
    assert not [line for _column, line in receipt.rows() if "cageots" in line or "réserve" in line]
    assert left_over(study.folder, (OWN,), ()) == {}


def test_who_said_it_first_keeps_it(study):
    study.add(group(), Memo("m1", f"Hamid : « {OTHER} ».", coder="C1"))

    study.withdraw("P03")

    after = study.transcripts["G01"]
    assert after.said(1) == ASKED
    assert OTHER in after.said(4)
    assert OTHER[:50] in after.said(6)
    assert OTHER in study.memos["m1"].text


def test_an_interviewer_who_says_it_elsewhere_gives_it_back_unless_it_was_asked_before(study):
    study.add(group(), alone())
    study.add(
        of_hamid("E05", ("Q", f"On m’a dit : « {OWN} ». Et vous ?"), ("Hamid", "Moi, non."), ("Q", GUIDED)),
        of_hamid("E06", ("Q", ASKED), ("Hamid", "Calmement."), ("Q", POLITE)),
        of_hamid("E01", ("Q", ASKED), ("Hamid", "Bien."), ("Q", POLITE), day="2026-03-01"),
    )

    receipt = study.withdraw("P03")

    texts = study.transcripts
    assert texts["E05"].said(1) == "On m’a dit : « [passage retiré] ». Et vous ?"
    assert texts["E05"].said(3) == GUIDED
    assert (texts["E06"].said(1), texts["E01"].said(1)) == (ASKED, ASKED)
    assert any("E05, tour 1" in line for line in receipt.by_hand)


def test_a_formula_that_was_said_on_an_earlier_day_is_the_interviewer_s(study):
    study.add(alone(), of_hamid("E01", ("Q", "Bonjour."), ("Hamid", "Bien."), ("Q", POLITE), day="2026-03-01"))

    study.withdraw("P03")

    assert study.transcripts["E01"].said(3) == POLITE


def test_what_another_person_says_where_they_are_not_heard_stays_theirs(study):
    study.add(group(), of_hamid("E05", ("Q", "Et la nuit ?"), ("Hamid", f"Moi aussi, {OWN}.")))

    study.withdraw("P03")

    assert study.transcripts["E05"].said(2) == f"Moi aussi, {OWN}."
    assert OWN in study.transcripts["G01"].said(3)


def test_a_second_withdrawal_finds_nothing_more_to_take_out(study):
    study.add(group())
    study.withdraw("P03")
    before = study.transcripts["G01"]

    receipt = study.withdraw("P03")

    assert study.transcripts["G01"] == before
    assert receipt.again
