"""The words that each check of wording looks for, in French and in English (lower case, straight apostrophes)."""

import re
from typing import Final

LEADING_EN: Final = [
    (
        r"\b(?:don't|doesn't|didn't|isn't|aren't|wasn't|weren't|wouldn't|won't|haven't|hasn't"
        r"|can't|couldn't|shouldn't) (?:you|it|they|we|he|she|this|that|the)\b"
    ),
    (
        r"\bobviously\b|\bof course\b|\bclearly\b|\bsurely\b|\bas (?:everyone|everybody|we all"
        r"|you) knows?\b|\b(?:un)?fortunately\b"
    ),
    (
        r"\bhow (?:great|bad|good|terrible|wonderful|amazing|awful|useful|useless|helpful"
        r"|important|much better|much worse|harmful|beneficial|excellent)\b"
    ),
    (
        r"\b(?:you|we) (?:would )?agree that\b|\bwould you agree\b"
        r"|\bto what extent has .* (?:improved|damaged|harmed|helped)\b"
    ),
    (
        r"\bhow (?:has|have|did|does) .*\b(?:improved?|damaged?|harm(?:ed)?|saved?|ruin(?:ed)?"
        r"|worsen(?:ed)?|benefit(?:ed)?|helped)\b"
    ),
]

NEG_EN: Final = re.compile(
    r"^(?:and |but |so )?(?:(?:why|how come|what|who|how|when|where) )?(?:don't|doesn't|didn't"
    r"|isn't|aren't|wasn't|weren't|won't|wouldn't|haven't|hasn't|hadn't|can't|couldn't"
    r"|shouldn't)\b"
    r"|^why (?:not|(?:do|did|does|have|are|were|is|was) (?:you|they|we|people|he|she) (?:not"
    r"|never))\b|^(?:do|did|have|are|were) you (?:not|never)\b"
    r"|^(?:what|which|who|how|when|where|why)\b[^,]*\byou (?:don't|never|can't|didn't|won't)\b"
    r"|\bnot un\w+|\bnever .* without\b"
)

HYPOTHETICAL_EN: Final = [
    (
        r"\bwhat if\b|\bimagine\b|\bsuppos(?:e|ing)\b|\bmagic wand\b|\bhypothetically\b"
        r"|\bin an ideal world\b|\bideally\b"
    ),
    r"\bif (?:you|we|they|it|he|she|the \w+|there) (?:could|were|had|was|did|would|\w+ed)\b",
    (
        r"^(?:and |so )?would you (?!describe|say|tell|mind|call|explain|characteri[sz]e"
        r"|like to (?:add|say|tell|share)|define|share|walk|give|please|talk)\w+"
    ),
    (
        r"\b(?:what|how|where|who|which \w+|when) (?:\w+ )?would you (?!describe|say|define"
        r"|characteri[sz]e|explain|call|summari[sz]e|compare|tell|like to (?:add|say))\w+"
    ),
]

WHY: Final = re.compile(
    r"(?<!\ble )(?<!\bdu )(?<!\bce )\bpourquoi\b(?! pas$)|\bpour quel(?:le)?s? (?:raison|motif)s?\b|\b(?:quelles?"
    r"|les|la|vos|votre|une) raisons? (?:pour|qui|vous|avez|t'|vous a|de (?:votre|ce|cette|ton))"
    r"|\bquel(?:le)?s? (?:est|était|sont|étaient|seraient) (?:la|les|vos|votre|tes|ta) (?:raison|motif)s?\b"
    r"|\bquelles? raisons?\b|\bquels? motifs?\b"
    r"|\bqu'est-ce qui (?:(?:vous |te |t')?(?:justifie|a justifié|justifiait)|motive ce|explique (?:que|qu'|votre"
    r"|ce|cette)|a motivé)"
    r"|\bcomment se fait-il\b|\bcomment ça se fait\b|\bcomment cela se fait\b|\bd'où vient que\b"
    r"|\ben raison de quoi\b"
)
WHY_EN: Final = re.compile(
    r"\bwhy\b|\bhow come\b|\bfor (?:what|which) reasons?\b|\bwhat (?:is|was|are|were) (?:the|your) reasons?\b"
)

JARGON_EN: Final = re.compile(
    r"\b(?:leverag\w+|stakeholders?|empower\w+|governance|agency|habitus|reflexiv\w+"
    r"|sociotechnical|co-?creation|capacity[- ]building|synerg\w+|paradigm\w*"
    r"|intersectional\w*|operationali[sz]\w+|deliverables?|benchmark\w*"
    r"|social representations?|positionality|praxis|epistem\w+|lived experience)\b"
)
STIGMA_EN: Final = re.compile(
    r"\b(?:(?:drug )?addicts?|junkies?|alcoholics?|the homeless|hobos?|tramps?|bums?|the poor"
    r"|the disabled|handicapped|cripples?|retard(?:ed|s)|schizophrenics?|the mentally ill"
    r"|illegals?|illegal (?:immigrants?|aliens?)|prostitutes?|welfare queens?|druggies"
    r"|crazy people|lunatics?)\b"
)
THIRD_EN: Final = re.compile(
    r"\bwhat (?:is|was|are|were|'s) (?:the |his |her |their )?(?:full |first "
    r"|last )?names?\b(?! of (?:the|this|that|your) (?:tool|software|app|project|group"
    r"|programme|program|method|document|place|activity|task))|\bwhat(?:'s| is| was) (?:his"
    r"|her|their) name\b|\b(?:give|tell) (?:me|us) (?:the |his |her |their )(?:full |first "
    r"|last )?names?\b|\bwhat (?:is|was) .* called\b|\bname (?:that|the|this) (?:person"
    r"|colleague|nurse|doctor|manager)\b"
)
