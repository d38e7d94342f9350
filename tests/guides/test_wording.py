"""The checks of wording, on the labelled questions of the methods brief and on held-out ones."""

import pytest
from brief_questions import BRIEF
from held_out_questions import HELD_OUT
from oral_questions import CLOSED, OPEN, SECOND_CLOSED, SECOND_OPEN

from toolkit.guides.checks import CHECKS, check_questions

# What the short patterns of the methods brief reached on its own examples: never less.
BRIEF_SCORES = {"leading": (1.0, 0.89), "double": (1.0, 0.89), "negative": (0.80, 1.0), "jargon": (1.0, 0.89)}


def flagged(check, question):
    return any(finding.check == check for finding in check_questions([question]))


def score(check, bad, good):
    hits = sum(flagged(check, question) for question in bad)
    false = sum(flagged(check, question) for question in good)
    return hits / max(1, hits + false), hits / len(bad)


@pytest.mark.parametrize("check", BRIEF)
def test_no_check_is_worse_than_the_patterns_of_the_brief(check):
    least = BRIEF_SCORES.get(check, (1.0, 1.0))

    precision, recall = score(check, *BRIEF[check])

    assert (precision >= least[0], recall >= least[1]) == (True, True), (check, precision, recall)


@pytest.mark.parametrize("check", HELD_OUT)
def test_checks_hold_on_questions_written_apart(check):
    bad, good = ([line.strip() for line in text.strip().split("\n")] for text in HELD_OUT[check])

    precision, recall = score(check, bad, good)

    assert len(bad) >= 20
    assert len(good) >= 20
    assert (precision >= 0.9, recall >= 0.85) == (True, True), (check, precision, recall)


@pytest.mark.parametrize(
    "question",
    [
        "Combien de réunions par mois ?",
        "Depuis quand venez-vous ?",
        "Pouvez-vous me dire combien vous êtes ?",
        "How many are you?",
    ],
)
def test_a_factual_question_is_only_mentioned(question):
    findings = [finding for finding in check_questions([question]) if finding.check == "closed"]

    assert [finding.severity for finding in findings] == ["info"]


@pytest.mark.parametrize(
    ("question", "better"),
    [
        ("Êtes-vous satisfait de l'accompagnement ?", "Comment vivez-vous l'accompagnement ?"),
        ("Êtes-vous contente du foyer ?", "Comment vivez-vous le foyer ?"),
        ("Y a-t-il une règle pour ça ?", "Parlez-moi de la règle pour ça, s'il y en a une."),
        ("Pourquoi n’êtes-vous pas venu ?", "Qu’est-ce qui a fait que vous n’êtes pas venu ?"),
        ("Connaissez-vous le centre ?", "Que savez-vous du centre ?"),
    ],
)
def test_a_rewrite_is_proposed_where_one_can_be_made_well(question, better):
    assert better in [finding.suggestion for finding in check_questions([question])]


def test_no_rewrite_of_a_closed_question_is_closed_again():
    questions = [*BRIEF["closed"][0], *HELD_OUT["closed"][0].strip().split("\n")]
    rewrites = [finding.suggestion for finding in check_questions(questions) if finding.check == "closed"]

    again = [text for text in rewrites if flagged("closed", text)]

    assert rewrites
    assert again == []


def test_lines_are_numbered_as_in_the_file_and_bullets_are_passed_over():
    lines = ["", "- Êtes-vous d'ici ?", "   ", "2) Vous avez un bureau ?", "Racontez-moi."]

    findings = check_questions(lines)

    assert [(finding.line, finding.question) for finding in findings] == [
        (2, "- Êtes-vous d'ici ?"),
        (4, "2) Vous avez un bureau ?"),
    ]


def test_apostrophes_and_no_break_spaces_do_not_change_the_verdict():
    straight = check_questions(["Est-ce que l'outil vous aide ?"])
    curly = check_questions(["Est-ce que l’outil vous aide\xa0?"])

    assert [f.check for f in straight] == [f.check for f in curly] == ["closed"]


def test_one_defect_anywhere_in_the_prompt_counts():
    assert flagged("closed", "Vous étiez là hier. Avez-vous parlé ? Racontez-moi.")


def test_a_bare_which_is_not_a_second_question():
    assert not flagged("double", "Quels outils utilisez-vous ? Lesquels ?")


def test_why_is_an_error_where_it_breaks_the_recall_of_what_was_done():
    mild = check_questions(["Pourquoi ce geste ?"])
    grave = check_questions(["Pourquoi ce geste ?"], method="explicitation")

    assert [f.severity for f in mild if f.check == "why"] == ["info"]
    assert [f.severity for f in grave if f.check == "why"] == ["error"]


def test_a_glossary_makes_a_word_common():
    assert [f.check for f in check_questions(["Comment travaille la CPTS ?"], glossary=["CPTS"])] == []


@pytest.mark.parametrize(("words", "severity"), [(25, None), (26, "warn"), (35, "warn"), (36, "error")])
def test_length_is_counted_in_words(words, severity):
    question = "Comment " + "x " * (words - 1) + "?"

    found = [f.severity for f in check_questions([question]) if f.check == "too_long"]

    assert found == ([severity] if severity else [])


def test_every_remark_belongs_to_a_known_check_and_says_what_to_do():
    questions = [question for bad, _good in BRIEF.values() for question in bad]

    findings = check_questions(questions)

    assert {finding.check for finding in findings} <= set(CHECKS)
    assert all(finding.message and finding.suggestion for finding in findings)


def test_strange_lines_do_not_break_the_checks():
    lines = ["?", "???", "…", "🙂", "a" * 5000, "( ( (", "\\", "Et ?", "- ", "est-ce que", "-vous ?"]

    assert isinstance(check_questions(lines), list)


def answered_by_yes(question):
    return any(finding.check == "closed" and finding.severity != "info" for finding in check_questions([question]))


def test_oral_questions_are_judged_by_what_would_answer_them():
    opened, shut = [*OPEN, *SECOND_OPEN], [*CLOSED, *SECOND_CLOSED]

    false = [question for question in opened if answered_by_yes(question)]
    found = [question for question in shut if answered_by_yes(question)]

    assert len(OPEN) + len(CLOSED) >= 40
    assert len(false) <= 0.05 * len(opened), false
    assert len(found) >= 0.95 * len(shut)


@pytest.mark.parametrize(
    "question",
    [
        "C'est quand la dernière fois ?",
        "Vous en êtes où aujourd'hui ?",
        "Vous étiez où quand c'est arrivé ?",
        "Vous faites comment ?",
        "Ça se passe comment ?",
        "Vous travaillez avec qui ?",
        "Vous me racontez ?",
        "Tu me racontes ?",
        "Vous pourriez m'en dire plus ?",
        "En quoi est-ce important pour vous ?",
    ],
)
def test_a_question_word_in_its_place_and_an_invitation_leave_the_floor(question):
    assert check_questions([question]) == []


def test_an_effect_taken_for_granted_is_still_leading():
    assert flagged("leading", "En quoi l'outil a-t-il amélioré votre travail ?")
    assert flagged("leading", "En quoi est-ce si important pour vous ?")
