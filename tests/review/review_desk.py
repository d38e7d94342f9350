"""A small invented study to review: accents, emoji, no-break spaces, a hostile label, a text without turns."""

from toolkit.model import Code, Coder, Coding, MemoryDesk, Speaker, StudySheet, Transcript, Turn, coding_of

HOSTILE = "<img src=x onerror=\"document.title='volé'\">"
FORMULA = "=1+1"
SAID = (
    ("E", "Vous pouvez me raconter comment ça a commencé, le jardin\xa0?"),
    (
        "Mme Lopez",
        "👩🏽‍🌾 Alors moi je connaissais personne dans l'immeuble. La voisine m'a dit «\xa0viens 🥬, "
        "on se débrouille\xa0». On s'est prêté les outils, on s'est gardé les enfants. Voilà.",
    ),
    ("E", ""),
    (
        "Mme Lopez",
        "L'hiver dernier je suis restée trois semaines sans voir personne 😶\u200d🌫️, et\u202f voilà !</script><b>",
    ),
    ("E", "Personne n'est passé ?"),
    ("Karim", "Si, moi. J'ai apporté des poireaux."),
)
MARKS = (
    ("On s'est prêté", "les enfants", "entraide"),
    ("viens 🥬", "débrouille", "entraide"),
    ("dit «\xa0viens 🥬", "prêté les outils", "isolement"),
    ("trois semaines", "😶\u200d🌫️", "isolement"),
    ("et\u202f voilà", "<b>", "hostile"),
    ("des poireaux", "poireaux", "formule"),
)


def transcript(id: str, times: int = 2) -> Transcript:
    text, turns = "", []
    for _ in range(times):
        for who, words in SAID:
            label = len(text)
            text += f"{who} : "
            turns.append(Turn((who,), label, len(text), len(text) + len(words)))
            text += words + "\n"
    speakers = (
        Speaker("E", "interviewer"),
        Speaker("Mme Lopez", "participant", "P03"),
        Speaker("Karim", "participant", "P04"),
    )
    return Transcript(id, text, tuple(turns), speakers)


CODES = (
    Code("lien", "Le lien au jardin"),
    Code(
        "entraide",
        "Entraide ordinaire",
        parent="lien",
        short_definition="Se rendre service sans compter.",
        definition="Gestes, prêts, gardes racontés comme allant de soi.",
        when_to_use="Un service est raconté.",
        when_not_to_use="L'aide passe par l'association : voir « Aide organisée ».",
        example="On s'est prêté les outils.",
        color="#1b9e77",
    ),
    Code("isolement", "Isolement", parent="lien"),
    Code("hostile", HOSTILE, short_definition=HOSTILE),
    Code("formule", FORMULA),
)
CODERS = (Coder("C1", "Inès", "intern"), Coder("C2", "Malo"), Coder("roux", "Mme Roux", "supervisor"))


def codings_of(text: Transcript, *, coder: str = "C1", **options: str) -> list[Coding]:
    found, book = [], {code.id: code for code in CODES}
    for turn in text.turns:
        said = text.text[turn.start : turn.end]
        for first, last, code in MARKS:
            if (start := said.find(first)) >= 0:
                end = said.index(last, start) + len(last)
                made = coding_of(text, turn.start + start, turn.start + end, book[code], coder=coder, **options)
                found.append(made)
    return found


def desk(*, texts: int = 2, times: int = 2, title: str = "Jardins partagés") -> MemoryDesk:
    """Two transcripts of twelve turns; Inès coded everything, Malo the first text, one proposal waits."""
    transcripts = [transcript(f"E0{number}", times) for number in range(1, texts + 1)]
    codings = [coding for text in transcripts for coding in codings_of(text)]
    codings += codings_of(transcripts[0], coder="C2")
    waiting = coding_of(transcripts[0], 4, 8, CODES[1], coder="C2", origin="dictionary", state="proposed")
    return MemoryDesk(StudySheet(title=title), *transcripts, *CODES, *CODERS, *codings, waiting)
