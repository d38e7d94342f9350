"""A tiny invented study: two interviews, a group, two coders, somebody who is never coded."""

import pytest

from toolkit.model import Code, Coder, MemoryDesk, Participant, Speaker, Transcript, Turn, coding_of

WORDS = (
    ("Q", "Vous avez déjà parlé d’entraide ?"),
    ("A", "Oui, l’entraide 🙂 c’est tout pour nous."),
    ("Q", "Et la fatigue ?"),
    ("A", "La fatigue, surtout le dimanche."),
)
GROUP = (
    ("Q", "Qui commence ?"),
    ("B", "Moi. On s’aide, oui, tous les jours."),
    ("C", "Pareil, on s’aide."),
    ("X", "Et la fatigue, alors ?"),
)


def transcript(id: str, said, people: dict[str, tuple[str, str | None]], kind: str = "interview") -> Transcript:
    text, turns = "", []
    for label, words in said:
        start = len(text) + len(label) + 3
        text += f"{label} : {words}\n"
        turns.append(Turn((label,), start - len(label) - 3, start, start + len(words)))
    speakers = [Speaker(label, role, person) for label, (role, person) in people.items()]
    return Transcript(id, text, turns, speakers, kind=kind)


def place(text: Transcript, words: str) -> tuple[int, int]:
    start = text.text.index(words)
    return start, start + len(words)


@pytest.fixture
def desk() -> MemoryDesk:
    asks, tells = ("interviewer", None), lambda person: ("participant", person)
    e1 = transcript("E1", WORDS, {"Q": asks, "A": tells("P1")})
    e2 = transcript("E2", WORDS, {"Q": asks, "A": tells("P2")})
    g1 = transcript("G1", GROUP, {"Q": asks, "B": tells("P3"), "C": tells("P4"), "X": ("participant", None)}, "group")
    codes = [
        Code("lien", "Faire lien"),
        Code("entraide", "Entraide", parent="lien"),
        Code("aide", "Aide reçue", parent="lien"),
        Code("fatigue", "Fatigue"),
        Code("argent", "=Argent & $ <b>"),
    ]
    book = {code.id: code for code in codes}

    def coded(text, words, code, coder="C1", **options):
        return coding_of(text, *place(text, words), book[code], coder=coder, **options)

    codings = [
        coded(e1, "l’entraide 🙂 c’est", "entraide"),
        coded(e1, "c’est tout pour nous", "entraide"),
        coded(e1, "c’est tout", "aide"),
        coded(e1, "déjà parlé d’entraide", "entraide"),
        # From the interviewer's question into the answer: it reaches the person who answers.
        coded(e2, "Et la fatigue ?\nA : La fatigue, surtout", "fatigue"),
        coded(e2, "Oui, l’entraide", "entraide", state="proposed", origin="dictionary"),
        # Crosses two speakers of the group.
        coded(g1, "On s’aide, oui, tous les jours.\nC : Pareil", "aide"),
        coded(g1, "Et la fatigue", "fatigue"),
        coded(e1, "La fatigue", "fatigue", coder="C2"),
        coded(e1, "l’entraide", "entraide", coder="C2"),
    ]
    traits = {"P1": "salariée", "P2": "bénévole", "P3": "bénévole", "P4": None, "P5": "salariée"}
    people = [Participant(id, traits={"statut": value, "membre": id != "P5"}) for id, value in traits.items()]
    return MemoryDesk(*people, Coder("C1"), Coder("C2"), e1, e2, g1, *codes, *codings)
