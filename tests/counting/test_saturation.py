import pandas as pd
import pytest

from toolkit.counting import chao1, chao2, people_needed, saturation, saturation_of, saturation_policy
from toolkit.errors import InvalidValue, Refused


def met(new):
    """One set of fresh themes per interview, of these sizes."""
    sets, first = [], 0
    for n in new:
        sets.append(set(range(first, first + n)))
        first += n
    return sets


GUEST = met([20, 10, 4, 3, 4, 3, 1, 0, 0, 0])


@pytest.mark.parametrize(
    ("run", "threshold", "ratios", "reached"),
    [
        (2, 0.05, (7 / 37, 4 / 37, 1 / 37), 6),
        (2, 0, (7 / 37, 4 / 37, 1 / 37, 0), 7),
        (3, 0.05, (8 / 37, 4 / 37, 1 / 37), 6),
        (3, 0, (8 / 37, 4 / 37, 1 / 37, 0), 7),
    ],
)
def test_the_worked_example_of_guest_namey_and_chen(run, threshold, ratios, reached):
    found = saturation(GUEST, 4, run, threshold)

    assert found.ratios[: len(ratios)] == pytest.approx(ratios)
    assert found.reached == reached
    assert found.badge == f"{reached}⁺{'²' if run == 2 else '³'}"


def test_the_second_published_example():
    found = saturation(met([4, 3, 2, 1, 1, 0, 0, 0]), base=4, run=2, threshold=0.05)

    assert found.ratios[:2] == pytest.approx((0.10, 0))
    assert found.reached == 5


def test_too_few_interviews_or_no_theme_reach_nothing_and_say_so(recwarn):
    for sets in ([], met([3, 1]), [set()] * 12):
        found = saturation(sets, 4, 2, 0.05)
        assert (found.ratios, found.reached) == ((), None)
        assert found.sentence
    with pytest.raises(InvalidValue):
        saturation(GUEST, 0, 2, 0.05)
    with pytest.raises(InvalidValue):
        saturation(GUEST, 4, 2, 5)
    assert not recwarn.list


def frame(sets):
    rows = [(f"E{i:02}", f"P{i:02}", f"c{code}") for i, codes in enumerate(sets) for code in sorted(codes)]
    return pd.DataFrame(rows, columns=["transcript", "participant", "code"])


def test_the_twelve_settings_and_the_random_orders(monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")
    order = [f"E{i:02}" for i in range(10)]

    report = saturation_of(frame(GUEST), order=order, orders=200)

    assert len(report.table.frame) == len(report.settings) == 12
    assert report.new == (20, 10, 4, 3, 4, 3, 1, 0, 0, 0)
    assert report.cumulative[-1] == report.high[-1] == report.low[-1] == 45
    assert all(
        low <= middle <= high for low, middle, high in zip(report.low, report.middle, report.high, strict=True)
    )
    assert report.table.frame["reached"].tolist()[:4] == [6, 7, 6, 7]
    assert any("does not prove" in note for note in report.notes)
    assert saturation_of(frame(GUEST), order=order, orders=200).middle == report.middle


def test_the_school_of_analysis_decides():
    assert saturation_policy("analyse thématique réflexive") == "contrary"
    assert saturation_policy("") == "ask"
    assert saturation_policy("codebook fiable (Boyatzis)") == "expected"
    with pytest.raises(Refused):
        saturation_of(frame(GUEST), school="récit de vie")
    assert saturation_of(frame(GUEST), school="récit de vie", even_so=True, orders=5).notes[0]


def test_no_coding_yet_gives_an_empty_report_without_a_warning(recwarn):
    report = saturation_of(frame(GUEST).iloc[:0])

    assert report.cumulative == ()
    assert "nan" not in repr(report).lower()
    assert not recwarn.list


def test_published_richness():
    corners = [[1, 1, 1, 1, 0], [1, 1, 1, 0, 0], [1, 0, 0, 1, 0], [1, 0, 0, 0, 1]]
    found = chao2(corners)

    assert found == pytest.approx(5.125)
    assert found.coverage == pytest.approx(0.970, abs=5e-4)
    assert found.curve == pytest.approx((2.75, 4.00, 4.75, 5.00))
    assert chao2(pd.DataFrame(corners)) == found
    assert chao2([{"a", "d"}, {"a", "d"}, {"a", "b", "d"}, {"c", "d"}]) == pytest.approx(4.75)
    assert [people_needed(share) for share in (0.10, 0.20, 0.30, 0.05)] == [29, 14, 9, 59]
    assert chao1([5, 1, 1, 2]) == pytest.approx(4 + 8 / 9 * 2)


def test_forty_themes_of_ten_people():
    columns = [1] * 25 + [2] * 6 + [3] * 9
    found = chao2([[int(person < n) for n in columns] for person in range(10)])

    assert (found.observed, found.once, found.twice) == (40, 25, 6)
    assert found == pytest.approx(86.875)
    assert found.corrected == pytest.approx(78.57, abs=5e-3)


@pytest.mark.parametrize("bad", [[], [[1, None]], [[1, float("nan")]], [[1, -1]], [[1], [1, 0]]])
def test_an_incidence_that_is_none_is_refused(bad):
    with pytest.raises(InvalidValue):
        chao2(bad)
