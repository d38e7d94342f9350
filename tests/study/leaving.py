"""A study that somebody will leave: an interview, two groups, codings, memos, reviews, extracts, a long history."""

from pathlib import Path

from toolkit import new_study
from toolkit.model import (
    Case,
    Change,
    Code,
    Coder,
    Guide,
    Memo,
    Participant,
    Quote,
    Review,
    Speaker,
    Transcript,
    Turn,
)
from toolkit.model.codes import Coding, coding_of
from toolkit.model.guide import Question, Theme

ASKED = "Pouvez-vous me raconter votre arrivée dans l’association, les premiers jours ?"
ALONE = (
    ("Q", ASKED),
    (
        "Colette",
        "Alors... moi, je suis arrivée un mardi de pluie avec mon carton de vaisselle sous le bras 😀.",
    ),
    ("Q", "Et ensuite, comment cela s’est-il passé ?"),
    ("Colette", "On m’a donné un casier bleu, tout au fond ; j’y ai mis « les lettres de mon frère », rien d’autre."),
    ("Colette", "Oui, voilà."),
)
GROUP = (
    ("Anim", "Bonjour à toutes et tous. " + ASKED),
    ("Hamid", "Moi je venais pour le jardin, on m’avait parlé des tomates et des bancs au soleil."),
    (
        "Colette",
        "Le jardin, je l’ai vu gelé tout l’hiver : personne n’osait y arroser, par peur de la fuite du mur nord.",
    ),
    ("Hamid", "C’est vrai, Colette, on entendait couler la nuit et le voisin criait par la fenêtre."),
    ("Colette, Inès", "Il criait après le chat roux de la gardienne, tous les soirs à la même heure !"),
    ("Inès", "Et le chat revenait quand même, il dormait dans la serre avec nos outils."),
    ("Colette", "Et on riait, on riait tellement qu’on en oubliait le froid dans les mains et les factures."),
    ("Inès", "On riait, oui."),
)
SAID = tuple(words for label, words in (*ALONE, *GROUP) if "Colette" in label)
OTHERS = (*(words for label, words in (*ALONE, *GROUP) if "Colette" not in label), ASKED)
CITED = SAID[0][20:75]
EARLIER = "je suis arrivée un lundi de grand vent avec mes trois valises vertes"
"""What an earlier state of the interview said, before a correction."""


def transcript(id: str, lines, speakers, kind: str = "interview", head: str = "") -> Transcript:
    text, turns = head, []
    for label, words in lines:
        at = len(text)
        text += f"{label} : {words}\n"
        names = tuple(label.split(", "))
        turns.append(Turn(names, at, at + len(label) + 3, len(text) - 1, len(turns) * 1000, len(turns) * 1000 + 900))
    return Transcript(id, text, tuple(turns), speakers, kind, place="la serre")


def alone(id: str = "E03", participant: str | None = "P03") -> Transcript:
    role = "participant" if participant else "unknown"
    return transcript(id, ALONE, (Speaker("Q", "interviewer"), Speaker("Colette", role, participant)))


def group() -> Transcript:
    speakers = (
        Speaker("Anim", "interviewer"),
        Speaker("Hamid", "participant", "P04"),
        Speaker("Colette", "participant", "P03"),
        Speaker("Inès", "participant", "P05"),
    )
    return transcript("G01", GROUP, speakers, "group")


def on(text: Transcript, words: str, code: Code, coder: str = "C1") -> Coding:
    start = text.text.index(words)
    return coding_of(text, start, start + len(words), code, coder=coder)


def across(text: Transcript, first: str, last: str, code: Code, coder: str = "C1") -> Coding:
    start, end = text.text.index(first), text.text.index(last) + len(last)
    return coding_of(text, start, end, code, coder=coder)


CODES = (
    Code("accueil", "Accueil", example=f"« {CITED} »"),
    Code("jardin", "Jardin", definition="Tout ce qui pousse."),
    Code("froid", "Froid"),
)


def study_to_leave(folder: Path):
    """Return the study, open: every kind of place where somebody's words may lie, in the present and in the past."""
    study = new_study(folder, title="Les jardins", coder="C1")
    study.add(Coder("C1", "Camille", "intern"), Coder("C2", "Sacha", "coder"))
    study.add(Case("lyon", "Lyon"))
    study.add(*(Participant(f"P0{n}", "lyon", {"statut": "bénévole"}) for n in (1, 3, 4, 5)))
    study.add(Guide("G", "Guide", themes=(Theme("T", "Arrivée", questions=(Question("T1", ASKED),)),)))
    one, many = alone(), group()
    draft = alone()
    text = draft.text.replace(ALONE[1][1], ALONE[1][1].replace(CITED, EARLIER[: len(CITED)].ljust(len(CITED))))
    study.add(Transcript("E03", text, draft.turns, draft.speakers))
    study.do(Change.replacing([(study.transcripts["E03"], one)], verb="change"))
    study.add(alone("E03-bis", None))
    study.do(Change.removing(study.transcripts["E03-bis"]))
    other = transcript(
        "E04",
        [("Q", ASKED), ("Hamid", "Les bancs, c’est moi.")],
        (Speaker("Q"), Speaker("Hamid", "participant", "P04")),
    )
    study.add(many, other)
    study.add(*CODES)
    mine = [on(one, CITED, CODES[0]), on(one, CITED, CODES[0], "C2"), on(many, SAID[3], CODES[1])]
    theirs = [
        on(many, "des tomates et des bancs", CODES[1]),
        on(many, "on entendait couler la nuit", CODES[2], "C2"),
        on(many, "il dormait dans la serre", CODES[1]),
        on(other, "Les bancs, c’est moi.", CODES[1]),
    ]
    straddling = [
        across(many, "des bancs au soleil", "tout l’hiver", CODES[2]),
        across(many, "on m’avait parlé", "le voisin criait", CODES[1], "C2"),
        across(many, "des bancs au soleil", "tout l’hiver : personne", CODES[2]),
    ]
    study.add(*mine, *theirs, *straddling)
    gone = on(many, "par peur de la fuite du mur nord", CODES[2])
    study.add(gone)
    study.do(Change.removing(gone))
    study.add(
        Memo("m1", f"Elle dit : « {CITED} », cela me touche.", about=(mine[0].id, "accueil", "E03"), coder="C1"),
        Memo("m2", "Rien de cité.", about=(mine[0].id,), coder="C1"),
        Memo("m3", "Le jardin d’hiver.", about=("jardin",), coder="C1"),
    )
    before = study.memos["m3"]
    study.do(Change.replacing([(before, Memo("m3", f"Cité : {SAID[1][:40]}", about=("jardin",), coder="C1"))]))
    study.do(Change.replacing([(study.memos["m3"], before)]))
    study.add(
        Review("r1", mine[0].id, "sup", "discuss", comment=f"Pourquoi « {CITED} » ?"),
        Review("r2", theirs[0].id, "sup", "agree", comment="À rapprocher de : " + SAID[3][:45]),
        Review("r3", straddling[2].id, "sup", "discuss", comment="À couper."),
    )
    study.add(
        Quote("q1", mine[0].id, "E03", mine[0].start, mine[0].end, mine[0].quote, "P03"),
        Quote("q2", theirs[2].id, "G01", theirs[2].start, theirs[2].end, theirs[2].quote, "P05"),
    )
    study.cache("words", lambda: CITED.encode())
    study.add(Memo("m4", "À défaire : " + SAID[1][10:60], coder="C1"))
    study.undo()
    return study
