"""An invented study with links, events and acts."""

from toolkit import coding
from toolkit.model import Code, Coder, Memo, MemoryDesk, Participant, Speaker, Transcript, Turn

SAID = "P03 : L’usine a fermé, alors les voisins se sont entraidés tout l’hiver 😀."
LATER = "P03 : Là je relis, parce que je ne suis pas sûre de l’ordre."
TEXT = f"{SAID}\n{LATER}"
INTERVIEW = Transcript(
    "E03",
    TEXT,
    (Turn(("P03",), 0, 6, len(SAID)), Turn(("P03",), len(SAID) + 1, len(SAID) + 7, len(TEXT))),
    (Speaker("P03", "participant", "P03"),),
)
CODES = (
    *(Code("fermeture", "Fermeture"), Code("entraide", "Entraide"), Code("froid", "Hiver"), Code("doute", "Doute")),
    *(
        Code("confiance", "=1+1 <img src=x>"),
        Code("mairie", "Mairie"),
        Code("garant", "Garant"),
        Code("calme", "Calme"),
    ),
)
_BY_ID = {code.id: code for code in CODES}


def marked(quote: str, code: str):
    return coding.mark(INTERVIEW, _BY_ID[code], coder="C1", quote=quote)


CLOSED = marked("L’usine a fermé", "fermeture")
HELPED = marked("les voisins se sont entraidés", "entraide")
UNSURE = marked("je ne suis pas sûre de l’ordre", "doute")


def desk(*nouns) -> MemoryDesk:
    people = (Coder("C1"), Participant("P03", traits={"naissance": 1961}), Participant("P04"))
    observed = Transcript("O01", "Elle ouvre.\nElle relit.", kind="observation")
    memo = Memo("m1", "La confiance viendrait de l’hiver.")
    return MemoryDesk(*people, INTERVIEW, observed, *CODES, CLOSED, HELPED, UNSURE, memo, *nouns)
