import base64
import hashlib
import json
import re
import runpy
from pathlib import Path

import pytest

from toolkit.errors import InvalidValue, UnknownName
from toolkit.review import review_bundle, review_page
from toolkit.web.page import page_html
from toolkit.web.seal import unseal

MADE = runpy.run_path(str(Path(__file__).parent / "review_desk.py"))
BUNDLE = review_bundle(MADE["desk"](), n=20)
PAGE = review_page(BUNDLE)


def embedded(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="carnet-data">(.*?)</script>', page, re.S)[1])


def test_the_page_holds_the_bundle_as_it_was_given():
    assert embedded(PAGE) == BUNDLE


def test_no_word_of_an_interview_or_a_label_becomes_markup():
    data = re.search(r'id="carnet-data">(.*?)</script>', PAGE, re.S)[1]

    assert any("</script><b>" in turn["text"] for item in BUNDLE["items"] for turn in item["window"])
    assert "<" not in data
    assert PAGE.count("</script>") == 2
    assert "<img" not in PAGE


def test_the_policy_names_the_only_script_and_the_only_style():
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', PAGE)[1]
    script = re.findall(r"<script>(.*?)</script>", PAGE, re.S)
    style = re.findall(r"<style>(.*?)</style>", PAGE, re.S)

    assert policy.startswith("default-src 'none'; ")
    assert len(script) == len(style) == 1
    for name, text in (("script-src", script[0]), ("style-src", style[0])):
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        assert f"{name} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", PAGE)


def test_a_sealed_page_says_nothing_but_opens():
    page = review_page(BUNDLE, passphrase="écureuil 🐿 pierre")

    assert unseal(embedded(page), "écureuil 🐿 pierre", aad="carnet-review/1") == BUNDLE
    for secret in ("Lopez", "Jardins", "voisine", "entraide", BUNDLE["bundle_id"]):
        assert secret not in page


def test_the_page_is_the_same_each_time():
    assert review_page(BUNDLE) == PAGE
    assert PAGE.startswith('<!DOCTYPE html>\n<html lang="fr">')


def test_the_title_is_escaped_and_the_language_is_that_of_the_screen(monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")
    page = review_page(review_bundle(MADE["desk"](title="<Lien> & lieu"), n=3))

    assert "<title>Review of the coding – &lt;Lien&gt; &amp; lieu</title>" in page
    assert '<html lang="en">' in page


def test_an_unknown_component_or_a_bundle_of_another_shape_is_refused():
    with pytest.raises(UnknownName):
        page_html("ballot", {"format": "x"}, title="")
    with pytest.raises(InvalidValue):
        review_page(BUNDLE | {"items": None})
