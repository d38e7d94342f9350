"""The risk of the example study, counted again without Carnet."""

from collections import Counter

from toolkit.transcripts import generalise, k_anonymity, measure_risk, portraits, risk_note
from toolkit.transcripts.risk_officer import Measures

TRAITS = ("statut", "anciennete", "genre", "age", "service")


def test_everybody_in_it_is_alone_with_all_their_traits(study, tables):
    rows = tables["participants"]
    sizes = Counter(tuple(row[name] for name in TRAITS) for row in rows)

    told = k_anonymity(study)

    assert told.traits == TRAITS
    assert told.sensitive == ("dit_son_parcours",)
    assert set(sizes.values()) == {1}
    assert told.alone == tuple(sorted(row["participant"] for row in rows))


def test_each_trait_alone_is_counted_as_by_hand(study, tables):
    for one in k_anonymity(study).contributions:
        sizes = Counter(row[one.trait] for row in tables["participants"])
        assert one.alone == sum(n for n in sizes.values() if n < 5)
        assert one.values == len(sizes)


def test_salaried_peers_cannot_be_told_from_volunteers_outside_the_team(study, tables):
    # METHODS D11: a group of four is refused at k = 5, and passes at k = 3.
    sizes = Counter(row["statut"] for row in tables["participants"])

    assert sorted(sizes.values()) == [4, 8]
    assert not k_anonymity(study, ["statut"], k=5).reached
    assert k_anonymity(study, ["statut"], k=3).reached


def test_what_is_proposed_leaves_nobody_in_a_small_group(study):
    made = generalise(study, k=5)

    shown = [name for name in made.frame.columns if name in TRAITS]
    sizes = Counter(tuple(row) for row in made.frame[shown].itertuples(index=False))
    assert made.reached
    assert made.exact
    assert min(sizes.values()) >= 5


def test_extracts_that_point_at_somebody_are_extracts_of_that_person(study):
    frame = study.codings.frame()
    owner = dict(zip(frame["coding"], frame["participant"], strict=True))

    found = portraits(study, study, 5)

    assert found
    assert all({owner[id] for id in one.extracts} == {one.participant} for one in found)


def test_the_note_of_the_example_names_nobody(study, gold):
    risk = measure_risk(study)
    note = risk_note(risk, Measures({text.id: "here" for text in risk.transcripts}, "2028-09-30"), date="2024-09-30")

    said = " ".join(
        [
            note.title,
            note.subtitle,
            note.foot,
            *("".join(span.text for span in words) for block in note.blocks for words in getattr(block, "items", ())),
        ]
    )
    names = {
        text for items in gold.values() for _start, _end, kind, text in items if kind == "PERSON" and len(text) > 3
    }
    assert names
    assert [name for name in names if name in said] == []
    assert "12 personnes" in said
