"""Three invented interviews full of names, and the decisions that wait for a person."""

from toolkit.transcripts import read_text
from toolkit.transcripts.forms import NameDecision

SAID = {
    "E01": """E : Vous êtes arrivée comment à l’atelier ?
Martine Lestrange : C’est Karim qui m’a parlé de l’Escale, à Vaubrun. Mme Lestrange, c’est moi, on dit Martine 🙂.
E : Et Karim, il y travaillait ?
Martine Lestrange : Karim Belhadj ? Oui, avec Zoé. On prenait le café rue des Tanneurs, chez les Oudin.
E : On peut vous rappeler où ?
Martine Lestrange : Au 06 12 34 56 78, ou par Zoé. L’avis d’Inès compte aussi, elle connaît Vaubrun par cœur.""",
    "E02": """E : Parlez-moi de l’équipe.
Zoé : Il y a Karim, il y a Rose qui s’occupe du jardin. La rose du portail, c’est elle qui l’a plantée.
E : Et l’Escale ?
Zoé : L’Escale, à Vaubrun, puis à Montferrier. Martine venait le mardi, Inès le jeudi, Bastien jamais.
E : Bastien ?
Zoé : Bastien Oudin, le fils. Il est parti à Montferrier. Écrivez-lui : bastien.oudin@exemple.fr.""",
    "E03": """E : Et la suite ?
Inès : La suite, c’est la Mission locale, avec M. Quentin Auvray. Auvray, il est bien. KARIM l’a dit aussi.
E : Et Théo ?
Inès : Théo, Lola, Anouk… on était une bande. Lola vit rue des Tanneurs, Anouk à Saint-Clair.""",
}
FORMS = (
    ("Martine Lestrange", "PERSON", "Colette Rambert"),
    ("Lestrange", "PERSON", "Rambert"),
    ("Martine", "PERSON", "Colette"),
    ("Karim Belhadj", "PERSON", "Nassim Ferhat"),
    ("Karim", "PERSON", "Nassim"),
    ("Zoé", "PERSON", "Lou"),
    ("Rose", "PERSON", "Iris"),
    ("Inès", "PERSON", "Elsa"),
    ("Bastien Oudin", "PERSON", "Mathieu Garnot"),
    ("Bastien", "PERSON", "Mathieu"),
    ("Oudin", "PERSON", "Garnot"),
    ("Quentin Auvray", "PERSON", "Florian Delcourt"),
    ("Auvray", "PERSON", "Delcourt"),
    ("Théo", "PERSON", "Hugo"),
    ("Lola", "PERSON", "Nina"),
    ("Anouk", "PERSON", "Capucine"),
    ("Vaubrun", "PLACE", "[commune]"),
    ("Montferrier", "PLACE", "[commune 2]"),
    ("Saint-Clair", "PLACE", "[commune 3]"),
    ("l’Escale", "ORG", "[association]"),
    ("Mission locale", "ORG", "[structure]"),
    ("rue des Tanneurs", "ADDRESS", "[adresse]"),
    ("06 12 34 56 78", "PHONE", "[téléphone]"),
    ("bastien.oudin@exemple.fr", "EMAIL", "[courriel]"),
)
NAMES = tuple(form for form, _type, _replacement in FORMS)


def readings():
    return {name: read_text(text, name) for name, text in SAID.items()}


def proposals():
    return [NameDecision(form, type, "undecided", replacement) for form, type, replacement in FORMS]
