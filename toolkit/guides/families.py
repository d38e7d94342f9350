"""What a research question is about, told by its words: the ground that a theme of the interview covers.

A research question is never put to a person. It is turned into a ground to talk about (beginnings, gestures, what
one does with others…), and the words of the interview are those of that ground. The grounds are those that methods
handbooks have one explore (Kaufmann; Blanchet and Gotman; Beaud and Weber); which word leads to which is Carnet's.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from toolkit.language.predicates import Predicate
from toolkit.model import fold

GROUNDS: Final[dict[str, str]] = {
    "begin": (
        r"arriv\w+|parcours|trajectoire\w*|biograph\w+|debut\w*|entr(?:e|ent|er|ee)s?\b|rejoi\w+"
        r"|motivation\w*|devenir|devient-on"
        r"|engagement(?!\w)|s'engag\w+|emergence|origines?|naissance|vocation\w*|recrut\w+|embauch\w+"
        r"|chemins?|constituer"
    ),
    "practice": (
        r"usages?|pratiques?|utilis\w+|taches?|gestes?|activites?|travail(?!leur)|metiers?|quotidien\w*"
        r"|mobilis\w+|organis\w+|s'inscri\w+"
        r"|font|routines?|manieres? de faire|technolog\w+|outils?|equipement\w*|s'y pren\w+|service\b"
    ),
    "learn": (r"appren\w+|savoirs\b|competences?|capacites?|formation\w*|appropri\w+|savoir-faire"
             r"|qualification\w*|gout\b|education"),
    "decide": r"decid\w+|decision\w*|choix|chois\w+|recour\w+|arbitr\w+|hesit\w+|portion\w*",
    "others": (
        r"roles?|places?\b|relation\w*|cooper\w+|collabor\w+|partage\w*|equipes?|liens?|entraide|ensemble"
        r"|positionnement\w*"
        r"|dettes?\b|voisinage|se doi(?:vent|t)"
        r"|s'inserer|integr\w+|conflit\w*|postures?|fonctions?|postes?|accompagn\w+|soins?\b|interets? de chacun"
    ),
    "organise": (
        r"reseaux?|gouvernance|deliberation\w*|coordin\w+|collecti(?:f|fs|ve|ves|vement)|institution\w*"
        r"|partenari\w+|partenaires?"
        r"|responsabilites?|maillage|acteurs|mise en place|dispositifs?|co-port\w+|politiques|regroupement|ecosysteme"
    ),
    "tell": (r"presentation de soi|se presenter|dire de|taire|cacher|raconter|recits?|identite\w*|image"
            r"|stigmat\w+|parl(?:ent|er)\b|silence|tabou|secret"
            r"|jamais abord\w+|abord(?:er|ent)\b|(?:se|s'en) dis(?:ent|e)\b"),
    "speak": r"interpell\w+|prendre la parole|prises? de parole|os(?:e|ent|er)\b|se plain\w+|droit a la parole",
    "views": (
        r"perception\w*|percoiv\w+|representation\w*|attend\w*|attentes?|opinion\w*|pens(?:ent|e)\b|savent"
        r"|connaissance\w*|imagin\w+|sens\b"
        r"|signification\w*|regards?|discours|notions?|reveles?|reveler|voient"
    ),
    "change": (
        r"chang\w+|transform\w+|recompos\w+|reconfigur\w+|evolu\w+|devien(?:t|nent)|effets?|impacts?"
        r"|mutation\w*|nouve(?:au|aux|lle|lles)\b"
        r"|(?:re)?\(?re\)?defini\w+|fait au|font au|reappropriation\w*|pesent?|comparaison|adapt\w+"
    ),
    "worth": (r"reconnaissance|reconn\w+|legitim\w+|valoris\w+|statuts?|salaires?|remuner\w+|merite\w*|estime"
             r"|criteres?|valeur\b"),
    "trust": r"confiance|mefian\w+|defian\w+|fiabl\w+|credib\w+",
    "help": (r"besoins?|fait (?:tenir|durer)|amenagements?|appuis?|soutien\w*|soutenir"
            r"|ressources?|(?<!au )moyens?|aider|aides?\b"
            r"|conditions?|incitat\w+|leviers?|ajustement\w*"),
    "hard": (
        r"difficult\w*|freins?|obstacles?|reticences?|resist\w+|contraintes?|lourde?|charge\b|s'us\w+"
        r"|usure|fatigue\w*|injonction\w*|problem\w+"
        r"|limites?|tensions?|penib\w+|gaspill\w+|jet\w+|laisse"
    ),
    "values": (r"ethiques?|valeurs\b|morale?s?|deontolog\w+|responsabilite (?:environnementale|ethique)"
              r"|acceptabilite|juste|equit\w+|performance|efficacite"),
    "away": (
        r"non-particip\w+|ne particip\w+|non-engagement|desengag\w+|particip(?:e|ent|er|ation)\b|quitt\w+"
        r"|depart\w*|partent|eloign\w+"
        r"|absen\w+|vien(?:nent|t) (?:si |tres )?peu|refus\w*|non-recours|abandon\w*|exclu\w+|public que"
    ),
    "hand_on": r"transmett\w+|transmission\w*|releve|succession|heritage|remplac\w+|manque de bras",
}  # fmt: skip
"""Each ground and the words that lead to it (text folded)."""
_ENTITLED: Final = re.compile(
    r"\b(?:os(?:e|ent|er)\b(?:-\w+)? "
    r"|(?:autoris\w+|capables?|legitimes?|en droit|libres?|en mesure|fondee?s|a l'aise)\b(?:[^.;?!]{0,30}?) ?"
    r"(?:\ba |\bde |\bd'|\bpour ))(?:ne pas |s'|se |leur |lui |les |le |la |en |y )*"
    r"(?:dire|parler|demander|interpeller|refuser|contester|signaler|plaindre|poser|critiquer|intervenir|alerter"
    r"|contredire|exprimer|questionner|repondre|reclamer|denoncer|aborder|evoquer"
    r"|prendre la parole|donner (?:leur|son) avis)\b"
)
"""To feel allowed, entitled or able to say: it is told by moments when one spoke or kept silent."""
_WORDS: Final = {ground: re.compile(rf"(?<![\w-])(?:{pattern})") for ground, pattern in GROUNDS.items()}
FUNNEL: Final = (
    "begin", "practice", "learn", "decide", "others", "organise", "hand_on", "tell", "views", "change", "worth",
    "speak", "trust", "help", "values", "hard", "away",
)  # fmt: skip
"""From what is easily told to what is told once one trusts: facts and stories first, what weighs last."""
_NEAR: Final = (
    ("learn", "practice"), ("decide", "practice"), ("hand_on", "organise"), ("trust", "others"), ("help", "hard"),
    ("tell", "begin"), ("worth", "others"), ("organise", "others"), ("values", "views"), ("decide", "organise"),
    ("values", "hard"), ("views", "change"), ("help", "change"), ("away", "hard"), ("change", "practice"),
    ("hard", "change"), ("speak", "others"), ("speak", "trust"), ("speak", "tell"),
)  # fmt: skip
"""Which ground may join which in one theme, the closest first."""


def grounds_of(question: str, predicate: Predicate | None = None) -> tuple[str, ...]:
    """Return the grounds that a research question leads to, the most likely first; none when no word tells.

    Parameters
    ----------
    question
        The question as the offer asks it.
    predicate
        Its parse, when there is one: its verb, then its object, then its subject weigh more than its other words.

    Examples
    --------
    >>> grounds_of("Quelles formes de reconnaissance trouvent-ils auprès de leur employeur ?")[0]
    'worth'
    """
    folded = fold(question).replace("’", "'")
    score: dict[str, float] = {}
    for ground, pattern in _WORDS.items():
        found = list(pattern.finditer(folded))
        if found:
            # What comes first in a question is what it asks about.
            score[ground] = len(found) - found[0].start() / (4 * max(1, len(folded)))
    if predicate:
        for weight, terms in ((2.0, (predicate.verb,)), (1.0, predicate.objects), (0.5, predicate.subjects)):
            for ground, pattern in _WORDS.items():
                if any(pattern.match(fold(term)) for term in terms if term):
                    score[ground] = score.get(ground, 0.0) + weight
    if _ENTITLED.search(folded):
        score["speak"] = score.get("speak", 0.0) + 4
        # Its verb of speech is no presentation of oneself.
        score.pop("tell", None)
    ranked = sorted(score, key=lambda ground: (-score[ground], FUNNEL.index(ground)))
    return tuple(ranked)


def gather(served: Mapping[str, Sequence[str]], most: int) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return at most ``most`` themes in the order of a funnel: each a ground, and those that joined it.

    ``served`` gives, for each ground, the research questions that lead to it; none is lost. The lightest ground
    joins its nearest when there are too many for one interview.
    """
    themes: dict[str, dict[str, tuple[str, ...]]] = {ground: {ground: tuple(ids)} for ground, ids in served.items()}
    while len(themes) > most:
        pairs = [(one, other) for one, other in _NEAR if one in themes and other in themes]
        # Two grounds in one theme can be told in one breath; three cannot.
        pairs = [(one, other) for one, other in pairs if len(themes[one]) + len(themes[other]) < 3] or pairs
        if pairs:
            light, near = min(pairs, key=lambda pair: (sum(map(len, themes[pair[0]].values())), _NEAR.index(pair)))
        else:
            light = min(
                (one for one in themes if one != "begin"), key=lambda one: sum(map(len, themes[one].values()))
            )
            at = FUNNEL.index(light)
            near = min((one for one in themes if one != light), key=lambda one: abs(FUNNEL.index(one) - at))
        themes[near] |= themes.pop(light)
    return {ground: themes[ground] for ground in FUNNEL if ground in themes}
