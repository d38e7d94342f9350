"""An invented interview, its codebook and its people: what the highlighter is tried on."""

from toolkit.coding import mark
from toolkit.model import Code, Coder, Memo, MemoryDesk, Review, Speaker, Transcript, Turn

SAID = (
    ("Enquêteur", "Vous êtes arrivée comment à l’atelier ?"),
    (
        "Colette",
        "Par une voisine 🙂. Elle m’a dit : « viens, on s’entraide là-bas ! » Au début j’y allais pour le café.",
    ),
    ("Enquêteur", "Et après ?"),
    (
        "Colette",
        "Après… c’est devenu chez nous. On répare, on parle, M. Aubin nous apprend. L’été 👩🏽‍🌾 on jardine.",
    ),
    ("Enquêteur", "Qui décide ?"),
    (
        "Colette",
        "Tout le monde. Enfin, presque\xa0: les anciens parlent plus fort. Moi je me tais souvent, je n’ose pas.",
    ),
    (
        "Nadia",
        "Moi non plus je n’osais pas. Puis j’ai compris que se taire, c’est laisser les autres décider.",
    ),
    ("Enquêteur", "Qu’est-ce qui a changé ?"),
    ("Nadia", "On a eu les clefs 🔑. Quand on a les clefs, on vient quand on veut, on est chez soi. Ça change tout."),
)
CODES = (
    Code(
        "aide",
        "Entraide",
        short_definition="Se rendre service sans compter.",
        when_to_use="Un service rendu ou reçu.",
    ),
    Code("voisins", "Entre voisins", parent="aide"),
    Code("savoirs", "Transmission des savoirs", parent="aide", color="#8f5a3c"),
    Code("parole", "Prise de parole", short_definition="Dire, oser dire.", version=2),
    Code("taire", "Se taire", parent="parole"),
    Code("lieu", "Être chez soi", short_definition="Le lieu devient à soi.", color="#1f8f6b"),
    Code("ete", "L’été"),
)


def transcript(id="E03"):
    text, turns, at = "", [], 0
    for who, said in SAID:
        label = f"{who} : "
        start = len(text) + len(label)
        turns.append(Turn((who,), len(text), start, start + len(said), at, at + 9_000))
        text += f"{label}{said}\n"
        at += 17_000
    people = (
        Speaker("Enquêteur", "interviewer"),
        Speaker("Colette", "participant", "P1"),
        Speaker("Nadia", "participant", "P2"),
    )
    return Transcript(id, text, tuple(turns), people)


def nouns():
    """Everything that a desk holds, in the order of birth."""
    from toolkit.model import Participant

    text = transcript()
    codes = {code.id: code for code in CODES}
    here = [
        mark(text, codes["aide"], coder="C1", quote="viens, on s’entraide là-bas !", date="2026-05-04"),
        mark(
            text,
            codes["voisins"],
            coder="C1",
            quote="Par une voisine 🙂. Elle m’a dit : « viens, on s’entraide",
            date="2026-05-04",
        ),
        mark(
            text, codes["savoirs"], coder="C1", quote="On répare, on parle, M. Aubin nous apprend.", date="2026-05-04"
        ),
        mark(
            text,
            Code("parole", "Prise de parole"),
            coder="C1",
            quote="les anciens parlent plus fort",
            date="2026-05-04",
        ),
        mark(text, codes["taire"], coder="C2", quote="Moi je me tais souvent, je n’ose pas.", date="2026-05-05"),
        mark(
            text,
            codes["taire"],
            coder="C1",
            quote="se taire, c’est laisser les autres décider",
            origin="dictionary",
            state="proposed",
        ),
        mark(text, codes["lieu"], coder="C1", quote="on est chez soi", origin="dictionary", state="proposed"),
    ]
    people = (Coder("C1", "Inès", "intern"), Coder("C2", "Paul", "intern"), Coder("S", "Mme Royer", "supervisor"))
    memo = Memo("m1", "À comparer avec E05.", about=(here[0].id,), coder="C1", date="2026-05-04")
    review = Review("r1", here[2].id, "S", "discuss", "Transmission, ou simple présence ?")
    return (*people, Participant("P1"), Participant("P2"), text, *CODES, *here, memo, review)


def desk():
    return MemoryDesk(*nouns())
