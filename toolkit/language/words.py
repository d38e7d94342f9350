"""French oral forms: what a dictionary of written French does not know, or takes for something else."""

from typing import Final


def listed(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


ELIDED: Final = {
    "l'": "le",
    "d'": "de",
    "j'": "je",
    "m'": "me",
    "t'": "te",
    "s'": "se",
    "c'": "ce",
    "ç'": "ce",
    "n'": "ne",
    "z'": "ils",
    "y'": "il",
    "qu'": "que",
    "jusqu'": "jusque",
    "lorsqu'": "lorsque",
    "puisqu'": "puisque",
    "quoiqu'": "quoique",
}

ORAL: Final = {
    "chais": "savoir",
    "j'sais": "savoir",
    "chuis": "être",
    "chui": "être",
    "chus": "être",
    "ouais": "oui",
    "ouai": "oui",
    "moui": "oui",
    "nan": "non",
    "nope": "non",
    "pis": "puis",
    "p'têt": "peut-être",
    "p'tet": "peut-être",
    "ptet": "peut-être",
    "ptêt": "peut-être",
    "p'tit": "petit",
    "p'tite": "petit",
    "p'tits": "petit",
    "p'tites": "petit",
    "ptit": "petit",
    "ptite": "petit",
    "parc'que": "parce que",
    "pasque": "parce que",
    "pask": "parce que",
    "quèqu'un": "quelqu'un",
    "quequ'un": "quelqu'un",
    "quelqu'une": "quelqu'un",
    "m'man": "maman",
    "v'là": "voilà",
    "asso": "association",
    "assos": "association",
    "éduc": "éducateur",
    "éducs": "éducateur",
    "appart": "appartement",
    "apparts": "appartement",
    "hosto": "hôpital",
    "boulot": "boulot",
    "suis": "être",
    "est": "être",
    "été": "été",
    "du": "de",
    "au": "à",
    "aux": "à",
    "je": "je",
    "tu": "tu",
    "il": "il",
    "ils": "il",
    "elle": "elle",
    "elles": "elle",
    "on": "on",
    "me": "me",
    "te": "te",
    "se": "se",
    "nous": "nous",
    "vous": "vous",
    "leur": "leur",
    "mes": "mon",
    "ma": "mon",
    "tes": "ton",
    "ta": "ton",
    "sa": "son",
    "ses": "son",
    "rendez-vous": "rendez-vous",
    "rdv": "rendez-vous",
    "est-ce": "est-ce",
    "coeur": "cœur",
    "coeurs": "cœur",
    "soeur": "sœur",
    "soeurs": "sœur",
}
"""Lemmas of forms as they are typed when people speak, and of a few that simplemma leaves alone."""

HESITATIONS: Final = listed(
    "euh heu euhh euuh hum hm hmm mm mmh mmm mh hein ben bah beh bin bon ah oh eh hé pff pfff ouh tss hop"
)
"""Sounds of hesitation or of listening: a phrase may hold one between two of its words."""

FINITE: Final = {
    "lis": "lire",
    "sens": "sentir",
    "vis": "vivre",
    "bois": "boire",
    "sors": "sortir",
    "mets": "mettre",
    "met": "mettre",
    "suis": "être",
    "soutiens": "soutenir",
    "maintiens": "maintenir",
    "dors": "dormir",
    "conduis": "conduire",
    "ris": "rire",
    "cours": "courir",
    "court": "courir",
    "vit": "vivre",
    "lit": "lire",
    "boit": "boire",
    "fut": "être",
    "connais": "connaître",
    "es": "être",
    "dois": "devoir",
    "souris": "sourire",
    "tais": "taire",
}
"""Verbs after a subject pronoun that are nouns elsewhere: « je lis », « un lis »."""

SUBJECTS: Final = listed("je j' tu t' il elle on ils elles ça c' ce qui nous vous y' iel iels")
CLITICS: Final = listed("ne n' le la l' les lui leur me m' te t' se s' y en nous vous")
AUXILIARIES: Final = listed(
    "ai as a avons avez ont avais avait avions aviez avaient aura auront aurait auraient eu suis es est sommes "
    "êtes sont étais était étions étiez étaient sera seront serait seraient été"
)
ADVERBS: Final = listed(
    "pas plus jamais bien trop très beaucoup toujours déjà vraiment tout rien un peu encore souvent"
)

INVARIABLE: Final = listed(
    "pas très temps peu dont toujours cas plusieurs pays beaucoup déjà trop notamment jamais souvent tant mieux "
    "ailleurs près choix corps assez comment plutôt tard parfois travers accès loin pourquoi avis succès vite "
    "plupart dessus dessous longtemps taux via blog pourtant propos web processus process poids soi univers dos "
    "bras partout quant repas paix gaz davantage tôt dehors dedans foi récemment printemps héros néanmoins gris "
    "devis tournoi auquel auxquels auxquelles duquel desquels desquelles lesquels min combien décès précis "
    "auparavant palais nez certes progrès flux delà post virus bonus tennis déco époux quasi refus jazz autrefois "
    "guère ado ados sexe riz abus bal aussitôt cinquante quarante soixante quatorze quinze treize seize trente "
    "vingt colis debout excès etait était tas priori puits chœur noix chaos malgré où hormis parmi quiconque "
    "quelquefois jadis plein aval préavis dorénavant volontiers encontre pois velours engrais consensus séquence "
    "gouvernance jean jeans savon gosse là là-bas là-dedans là-dessus là-haut ici-bas au-dessus au-dessous "
    "au-delà mi-temps temps-là procès concours discours parcours recours secours cours fois mois voix croix prix "
    "toux os dès lors hors vers chez sans sous sur dans avec pour par contre entre depuis pendant selon jusque ni "
    "mais ou et donc or car si que qui quoi dénuement connaitre apparait paraitre disparaitre trainer entrainer "
    "maitre abimer couter interessant apprecier vecu meme deja tres etre etait apres derriere aupres pres reussi "
    "prefere probleme problemes fois-ci là-dedans aujourd'hui hui précaire suffisamment énormément croquis chaux "
    "creux dépens fonds bas haut ras mal moins plus vis-à-vis à-côté quelque quelques nul nulle nulles aucun "
    "aucune chaque autrui rien tout tous toutes toute tel telle tels telles même mêmes ci ça cela ceci leurs "
    "notre votre nos vos mien mienne tien tienne sien sienne celui celle ceux celles soi-même moi-même lui-même "
    "elle-même toi-même eux-mêmes nous-mêmes vous-mêmes vraiment exprès après-midi après-demain avant-hier "
    "week-end peut-être"
)
"""Words that never change, which the dictionary of lemmas leaves out, and spellings without accents."""
