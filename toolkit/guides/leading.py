"""Leading questions in French: what suggests the answer, or takes for granted what the person has not said.

Three families. *Calls for agreement*: tags (« …, non ? »), negated opinions (« Ne trouvez-vous pas… »), adverbs
of evidence, feelings lent to the person (« vous devez être fier »). *Judgements slipped in*: loaded adjectives and
nouns. *Effects taken for granted* in the main verb of a question in « comment », « en quoi », « pourquoi ».

The definition is that of the methods brief (Vermersch: induce no content that the person has not raised). The word
families were compiled for Carnet from the verbs and nouns of evaluation of ordinary French; no published list was
used.
A change without a judgement (« Comment le télétravail a-t-il transformé vos journées ? ») is let pass.
"""

import re
from typing import Final

BALANCED: Final = re.compile(
    r"\bs'il y en a\b|\bs'il y a lieu\b|\ble cas échéant\b|\bou (?:non|pas|pas du tout)\b|\bou au contraire\b"
    r"|\ben bien (?:ou|comme|et) en mal\b|\bpositi\w+ (?:ou|comme|et) négati\w+|\bou (?:ne |n').*\b(?:pas|jamais)\b"
    r"|\bsi (?:vous|tu|c'est|cela|ça) .*\bcas\b|\bplutôt\b.*\bou\b|\bdans un sens ou dans l'autre\b|\béventuel\w*"
    r"|\bsi quelqu'un\b|\bsi quelque chose\b|\bavantages? et (?:\w+ )?inconvénients?\b"
)
"""What leaves both answers possible."""

_YOU: Final = r"(?:vous|tu)"
_OPINION: Final = (
    r"(?:pens|crois|croy|trouv|estim|sembl|jug|dir|dîtes|sent|regrett|crai[gn]|crain|dout|voy|vois|voud|av[ei]z"
    r" l'impression|as l'impression|av[ei]z le sentiment|as le sentiment)\w*"
)
_LEADS: Final = r"(?:(?:et|mais|donc|alors|du coup|là|au fond|finalement|en fait|vous|toi|quand même),? )*"
_CERTAIN: Final = (
    r"(?:évidemment|bien sûr|bien entendu|bien évidemment|naturellement|forcément|sans (?:aucun )?doute|sûrement"
    r"|certainement|à l'évidence|de toute évidence|manifestement|indéniablement|incontestablement|visiblement"
    r"|sans conteste|assurément|à coup sûr)"
)
_AGREEMENT: Final = [
    r"\bn'est-ce pas\b(?! (?:seulement|que|trop|le|la|un|une|ce))",
    r"(?:,? (?:hein|pas vrai)|, ?(?:non|si|n'est-ce pas))$",
    r",? (?:je me trompe|ou je me trompe|n'est-il pas|vous ne (?:trouvez|croyez|pensez) pas"
    r"|tu ne? ?(?:trouves|crois|penses) pas|vous (?:trouvez|croyez) pas|on est d'accord|vous êtes d'accord|avouez)$",
    rf"(?:^|[,:;] ?|\best-ce que ){_LEADS}{_YOU} (?:ne |n')?(?:(?:vous|te|t'|le|la|les|l') ?)?{_OPINION} pas\b",
    rf"\b(?:ne|n') ?(?:(?:vous|te|t'|le|la|les|l') ?)?{_OPINION}-(?:vous|tu) pas\b",
    rf"\b{_YOU} (?:n'|ne )(?:avez|as|aviez|auriez) pas (?:\w+ )?(?:trouvé|pensé|cru|jugé|regretté|préféré"
    rf"|eu l'impression)",
    r"^(?:et |mais |alors )?(?:ne |n')\s*(?:\S+ )??[^\W\d_]+-(?:t-)?(?:vous|tu|on|il|elle|ils|elles"
    r"|ce)\b[^?]{0,12}\bpas\b",
    r"\b(?:est-ce que|est-ce qu') ?(?:ce |ça |il |elle |on |cela )?(?:ne|n') ?(?:serait|est|faudrait|vaudrait"
    r"|devrait)"
    r"(?:-ce)? pas\b",
    r"\b(?:on est|nous sommes|vous êtes|êtes-vous|seriez-vous|vous seriez|tu es|es-tu|on sera) (?:bien |tous "
    r"|donc )*"
    r"d'accord (?:que|qu'|avec moi|pour dire|avec l'idée|avec le fait|sur le fait|là-dessus)",
    r"\bvous (?:conviendrez|admettrez|reconnaîtrez|avouerez|n'allez pas me dire|devez (?:bien )?(?:reconnaître"
    r"|admettre"
    r"|avouer|convenir))\b|\bavou(?:ez|e) que\b|\breconnai(?:ssez|s) que\b|\badmet(?:tez|s) que\b",
    rf"(?<!pas )(?<!dire )\b{_CERTAIN}\b",
    r"\bcomme (?:chacun|tout le monde|on|nous|vous|tu)(?: tous)? (?:le )?(?:sai[ts]|savez|savons|voi[ts]|voyez)\b",
    r"\bon sait (?:bien |tous )?qu[e']|\btout le monde (?:sait|s'accorde|est d'accord|le dit|voit)\b"
    r"|\bil est (?:clair|évident|bien connu|certain|indéniable|prouvé|démontré|reconnu|établi) que?\b"
    r"|\bil va de soi\b|\bforce est de\b|\bil faut (?:bien )?(?:reconnaître|admettre|avouer)\b"
    r"|\bles (?:études|experts|chercheurs|médecins|scientifiques|chiffres|statistiques) (?:le )?(?:montrent|disent"
    r"|prouvent|confirment|recommandent)\b",
    r"\b(?:j'imagine|je suppose|je me doute|je parie|je présume|je devine|j'ai l'impression|je trouve|il me semble"
    r"|je sens"
    r"|je pense|je crois)(?: bien)? qu[e']",
    r"\bil paraît qu[e']|^il paraît\b|\bparaît-il\b",
    r"\b(?:vous|tu) (?:devez|dois|avez dû|as dû|deviez|devais) (?:\w+ )?(?:être|vous sentir|te sentir|trouver"
    r"|en avoir"
    r"|souffrir|avoir (?:peur|honte|mal|hâte|envie|du mal)|vous ennuyer|regretter|en vouloir|vous dire)\b",
    r"\b(?:ça|cela|ce|c') ?(?:doit|a dû|devait|n'a pas dû|ne doit pas) (?:\w+ )?(?:vous |t'|te )?(?:être|avoir été"
    r"|faire"
    r"|beaucoup|énerver|peser|manquer)\b",
    r"\b(?:pensez|croyez|trouvez|penses|crois|trouves)(?:-(?:vous|tu))? (?:vraiment|sincèrement|sérieusement"
    r"|honnêtement)\b",
    r"\bvous (?:ne )?(?:pensez|trouvez|croyez) (?:bien|quand même|tout de même)\b",
    r"\b(?:est|sont|a|ont|êtes|avez|était|étaient) (?:quand même|tout de même)\b",
    r"\b(?:mal)?heureusement\b|\bhélas\b|\bpar chance\b",
    r"\b(?:j'espère|espérons) (?:bien )?qu[e']",
]
_EVAL: Final = (
    r"(?:formidable|catastrophique|excellent|désastreu(?:x|se)|fantastique|insupportable|honteu(?:x|se)"
    r"|scandaleu(?:x|se)|merveilleu(?:x|se)|inadmissible|inacceptable|lamentable|déplorable|absurde|ridicule"
    r"|remarquable|indispensable|précieu(?:x|se)|génial|magnifique|admirable|exemplaire|extraordinaire|exceptionnel"
    r"|odieu(?:x|se)|indigne|intolérable|invivable|révoltant|choquant|navrant|pitoyable|minable|médiocre|désolant"
    r"|effroyable|épouvantable|terrible|horrible|abominable|stupide|grotesque|fameu(?:x|se)|superbe|inouï"
    r"|innommable|inhumain|irresponsable|incompétent|injuste|inutile|absurde)(?:e|le|ne)?s?"
)
_JUDGED: Final = [
    rf"\b(?:cette?|ces|votre|vos|notre|nos|l'|la|le|les|d'|si|aussi"
    rf"|tellement)\s*(?:[^\W\d_]+ )?{_EVAL}\b(?!.*\bou\b)",
    r"\b(?:en quoi|pourquoi)\b.*\b(?:est|sont)(?:-(?:il|elle|ils|elles|ce))?\s+(?:si |aussi |tellement |vraiment )"
    r"(?:\w+|une? (?:chance|problème|échec|réussite))\b",
    r"\ben quoi\b.*\b(?:est|sont|était|étaient|serait)(?:-(?:il|elle|ils|elles|ce))?\s+(?:plus |moins |trop )?(?:"
    rf"{_EVAL}|injustes?|nuisibles?|néfastes?|nocifs?|nocives?|dangereu(?:x|se)s?|toxiques?|mauvaise?s?|pires?"
    r"|meilleure?s?|supérieure?s?|inférieure?s?|inefficaces?|insuffisante?s?|racistes?|sexistes?|bénéfiques?"
    r"|autoritaires?|incohérente?s?|malsaine?s?|défaillante?s?|positi(?:f|ve)s?|négati(?:f|ve)s?|une? (?:chance"
    r"|problème"
    r"|échec|réussite|atout|progrès|danger|menace|erreur|force|obstacle|frein))\b",
    r"\bpourquoi (?:est-il|est-ce|est-ce qu'il est) (?:si |aussi |tellement )?(?:importante?|essentiel|nécessaire"
    r"|indispensable|urgent|crucial|utile|dangereux|bon|mal|difficile|compliqué) (?:de|d'|que|qu')",
    r"(?<!^)(?<!, )\benfin (?:[^\W\d_]+(?:é|i|u|er|ir|it|is|ert)e?s?|libres?|tranquilles?|chez)\b",
    r"\bà (?:sa|leur|votre|ta) juste valeur\b|\b(?:réussi|arriv(?:é|ez|es)|parvenu"
    r"|parvenez)\w*\b.*\bmalgré (?:votre|vos|ton"
    r"|ta|tes)\b",
]
_LOADED: Final = (
    r"(?:mépris|échecs?|fiascos?|dégâts?|ravages?|méfaits?|incompétences?|hypocrisies?|gâchis|désastres?"
    r"|catastrophes?"
    r"|scandales?|injustices?|acharnement|laxisme|autoritarisme|lâcheté|trahisons?|mauvaise foi|inaction"
    r"|indifférence"
    r"|cynisme|mensonges?|abandon|déclin|dérives?|dysfonctionnements?|inefficacité|inutilité|arrogance|paresse"
    r"|négligences?|inertie|lenteurs?|lourdeurs?|défaillances?|absurdités?|ingratitude"
    r"|manque (?:de |d')(?:respect|considération|reconnaissance|écoute|courage|moyens|professionnalisme|volonté"
    r"|sérieux"
    r"|soutien|transparence))"
)
_NAMED: Final = [
    rf"\b(?:comment|pourquoi|que|qu'est-ce qu\w*|en quoi|quelle?s?|à quoi|racontez|parlez)\b.*\b(?:le |la |les |l'"
    rf"|du |des"
    rf" |de la |de l'|ce |cette |cet |ces ){_LOADED} (?:de|du|des|d'|que|qu'|dans|face|chez|à|au|aux)",
    r"\bquel(?:le)?s? (?:dégâts|ravages|méfaits|bienfaits|bénéfices|torts|dommages|nuisances|souffrances)\b",
    r"\b(?:les|aux|des|ces) (?:bienfaits|méfaits|ravages|dégâts|vertus) (?:de|du|des|d')",
    r"\bcomment (?:supportez|supportes|subissez|subis|endurez|endures|encaissez|encaisses|tolérez|tolères)-",
    r"\bcomment (?:avez-vous|as-tu|vous avez|tu as) (?:pu )?(?:supporté|subi|enduré|encaissé|toléré)\b",
    r"\b(?:les|aux|des|ces|la|vos) (?:fainéant|feignant|profiteur|tricheur|fraudeur|parasite|racaille|cas soci"
    r"|incapable"
    r"|bon à rien|voyou|menteur)\w*",
]
_GOOD: Final = (
    r"amélior|enrichi|facilit|renforc|épanoui|libér|simplifi|soulag|apais|rassur|motiv|valoris|stimul|émancip"
    r"|guér|répar|embelli|dynamis|consolid|sécuris|encourag|épaul|soutenu|protég|récompens|enthousiasm"
)
_BAD: Final = (
    r"dégrad|détério|détrui|affaibli|aggrav|gâch|abîm|compliqu|appauvri|humili|trahi|abandonn|oubli|nui|empêch"
    r"|fragilis"
    r"|menac|pénalis|épuis|isol|exclu|marginalis|desserv|frein|gên|perturb|traumatis|bless|déçu|déçoi|écras|maltrait"
    r"|néglig|mépris|stigmatis|priv(?!il)|pourri|lés|dévaloris|ignor|rejet|discrimin|bafou|déstabilis|surcharg"
    r"|étouff|nuis"
    r"|découragé|décourag|démotiv|infantilis|déshumanis|ruin|dénatur"
)
_EFFECT: Final = rf"(?:boulevers|sauv|aid|{_GOOD}|{_BAD})"
_ASKS: Final = (
    r"\b(?:comment|en quoi|de quelle (?:manière|façon)|pourquoi|combien|par quels? moyens?|dans quelle mesure"
    r"|jusqu'à quel point)\b"
)
_DONE: Final = rf"{_EFFECT}\w{{0,5}}(?<=[éiut])e?s?\b"
_MORE: Final = r"(?:(?:\w+ment|bien|beaucoup|plus|plutôt|tant|tellement|déjà|aussi|pu|fini par|vous|un peu) )*"
_ACTS: Final = (
    rf"(?!nui|lés|aid|protég|encourag|motiv|valoris|rassur|stimul|apais|soulag|répar|ignor|soutenu|mépris){_EFFECT}"
)
"""Verbs of an effect, without those that also tell what people do: « Comment rassurez-vous, aide-t-on… »."""
_NOT_YOU: Final = r"(?:(?!\b(?:avez|as|êtes|es)-(?:vous|tu)\b)[^?])*?"
_EFFECTS: Final = [
    rf"{_ASKS}{_NOT_YOU}\b(?:a|ont|avait|avaient|aurait)(?:-t)?(?:-(?:il|elle|on|ils|elles))? {_MORE}{_DONE}",
    rf"{_ASKS}{_NOT_YOU}\b{_ACTS}\w*?(?:-t)?-(?:il|elle|ils|elles)\b",
    rf"\ben quoi\b{_NOT_YOU}\b{_EFFECT}\w*?(?:-t)?-(?:il|elle|ils|elles)\b",
    rf"{_ASKS}(?: est-ce que)? (?:le |la |les |l'|ce |cette |cet |ces |votre |vos |leur |ton |ta "
    rf"|tes )(?:[^\W\d_'-]+[ '-]){{1,6}}?"
    rf"(?:(?:vous|te|t'|les|l'|nous) ?)?{_ACTS}(?:e|ent|it|issent|oit|aient|ait|t)\b(?! (?:par|de la part))",
    rf"{_ASKS}.*\b(?:vous|t'|te|nous)\s*(?:a|ont|avait)(?:-t)?(?:-(?:il|elle|ils|elles))? (?:\w+ )?(?:sauvé|aidé"
    rf"|détruit"
    r"|changé la vie|oublié|trahi|sorti|tiré|donné (?:confiance|envie|la force|du courage)|redonné"
    r"|permis de vous en sortir)",
    r"\b(?:vous|t'|te) ?(?:a|ont|avait)(?:-t)?(?:-(?:il|elle|ils|elles))? rendue?s? (?:plus|moins|si|enfin|meilleur"
    r"|heureu"
    r"|malheureu|fi[eè]r|malade|dépendant|autonome)\w*",
    r"\ben quoi\b.*\b(?:a|ont)(?:-t)?(?:-(?:il|elle|ils|elles))? (?:\w+ )?(?:changé|transformé|modifié) (?:votre"
    r"|vos|ta|ton"
    r"|tes|la vie|leur|leurs)\b",
    r"\ben quoi\b.*\b(?:change|transforme|modifie|bouleverse)(?:nt)?(?:-t)?(?:-(?:il|elle|ils|elles))? (?:votre|vos"
    r"|ta|ton"
    r"|tes|la vie|leur|leurs)\b",
    rf"\b(?:avez-vous|vous avez|as-tu|tu as|êtes-vous|vous êtes"
    rf"|es-tu) (?:\w+ )?été (?:\w+ment )?(?:{_BAD})\w*(?! par)",
    rf"\bqu'est-ce qui\b.*\b(?:vous|t'|te) ?(?:a|ont) (?:\w+ )?(?:{_BAD})\w*",
    r"\bpourquoi (?:est-ce que )?(?:les|la|le|l'|certains|ces|vos|tes|leurs?|on)\b[^?]*\b(?:désintéress|méfi|refus"
    r"|rejett"
    r"|détest|mépris|ment|trich|abus|profit|ignor|néglig|fui|boud|abandonn|résist|critiqu|plaign|moqu)"
    r"(?:e|ent|nt|t|ient|issent|ait|aient|ez)?(?:-(?:ils|elles|il|elle|t-il|t-elle|t-on))?\b",
    r"^(?:[aà]|jusqu'[aà]) quel point\b|\b[aà] quel point\b",
    rf"\b(?:racont|dit|dis|expliqu|décri)\w*(?:-(?:nous|moi))? combien .*\b{_DONE}",
]
EFFECT_VERB: Final = re.compile(rf"(?!nuit$|frein$|aide$){_EFFECT}[^\W\d_]{{0,6}}")
"""A form of a verb that names a good or a bad effect, for who knows already that it is a verb."""
_ALWAYS: Final = [re.compile(pattern) for pattern in _AGREEMENT]
_UNLESS_BALANCED: Final = [re.compile(pattern) for pattern in (*_JUDGED, *_NAMED, *_EFFECTS)]
_SPEAKER: Final = re.compile(
    r"\b(?:pouvez|peux|pourrez|êtes|es)\b[^,?]*\b(?:libre|refuser|ne pas répondre|interrompre|arrêter|passer"
    r"|prendre)\b"
)
_POLITE: Final = re.compile(
    r"\bn[e'] ?(?:pourriez|pouvez|voudriez|pourrais|peux)-(?:vous|tu) pas (?:me |nous |m'|en )"
)


def leading_french(text: str) -> str:
    """Return the words of a French sentence (lower case) that suggest its answer; "" for none."""
    if _POLITE.search(text):
        return ""
    if not _SPEAKER.search(text):
        for pattern in _ALWAYS:
            if found := pattern.search(text):
                return found[0].strip(" ,")
    if BALANCED.search(text):
        return ""
    return next((found[0] for pattern in _UNLESS_BALANCED if (found := pattern.search(text))), "")
