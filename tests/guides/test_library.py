"""The library of guides: each is read, comes back as it went, and passes its own check."""

from pathlib import Path

import pytest

from toolkit.guides.checks import check
from toolkit.guides.files import read_guide
from toolkit.guides.markdown import parse_guide, question_lines, write_guide
from toolkit.model.guide import METHODS, PROBE_KINDS

FOLDER = Path(__file__).parents[2] / "interview_guides"
GUIDES = sorted(path for path in FOLDER.glob("*.md") if path.name != "LISEZMOI.md")


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_of_the_library_is_read_comes_back_and_passes(path):
    text = path.read_text(encoding="utf-8")
    guide = read_guide(path)

    assert guide.id == path.stem
    assert write_guide(guide, onto=text) == text
    assert parse_guide(write_guide(guide)) == guide
    assert [
        (one.check, one.question) for one in check(guide, lines=question_lines(text)) if one.severity != "info"
    ] == []


def test_every_method_has_its_guide_and_the_index_names_them_all():
    index = (FOLDER / "LISEZMOI.md").read_text(encoding="utf-8")

    assert {read_guide(path).method for path in GUIDES} == set(METHODS)
    assert [path.name for path in GUIDES if f"({path.name})" not in index] == []


def test_every_family_of_probes_says_what_it_is_for_and_its_source():
    from ruamel.yaml import YAML

    held = YAML(typ="safe").load((FOLDER / "relances.yaml").read_text(encoding="utf-8"))
    families = [family for part in held.values() for family in part.values()]

    assert len(held["types de relances"]) == len([kind for kind in PROBE_KINDS if kind != "other"])
    assert len(held["sollicitations"]) == 9
    assert all(family["sert à"] and family["phrases"] and family["source"] for family in families)
