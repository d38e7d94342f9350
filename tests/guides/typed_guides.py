"""Invented guides typed in a word processor, in the ways that people type them."""

import io
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def styled() -> bytes:
    """Headings, list numbers, list bullets below: how a careful student uses Word."""
    made = docx.Document()
    made.add_heading("Guide d’entretien : vivre du marché", 0)
    made.add_paragraph("Public : marchandes et marchands")
    made.add_paragraph("Durée : 1 h 15")
    made.add_paragraph("Question de recherche : Par quels chemins vient-on à ce métier ?")
    made.add_heading("Introduction", 1)
    made.add_paragraph("Bonjour, je suis étudiante. Acceptez-vous que l’entretien soit enregistré ?")
    made.add_heading("Thème 1 : Arriver (20 min)", 1)
    made.add_paragraph("Objectif : suivre les rencontres.")
    made.add_paragraph("Comment êtes-vous venu à ce métier ?", style="List Number")
    made.add_paragraph("Et juste après ?", style="List Bullet 2")
    made.add_paragraph("la famille", style="List Bullet 2")
    made.add_paragraph("Racontez-moi votre premier marché.", style="List Number")
    made.add_heading("Thème 2 : Tenir", 1)
    made.add_heading("Les jours de pluie", 2)
    made.add_paragraph("Que se passe-t-il quand il pleut ?", style="List Number")
    made.add_paragraph("Penser à la météo de la veille.")
    made.add_heading("Conclusion", 1)
    made.add_paragraph("Souhaitez-vous ajouter quelque chose ?")
    made.add_heading("Talon sociologique", 1)
    made.add_paragraph("Âge : ______")
    made.add_paragraph("Statut")
    return saved(made)


def manual() -> bytes:
    """Numbers typed by hand, capitals for the themes, « Relances : » on its own line."""
    made = docx.Document()
    for row in (
        "GUIDE D’ENTRETIEN SEMI-DIRECTIF",
        "",
        "I. LE PARCOURS",
        "1.1 Comment avez-vous commencé ici ?",
        "Relances :",
        "- Qui était là ?",
        "- Et avant ?",
        "1.2 Racontez-moi une journée.",
        "Relances : les horaires ; les collègues",
        "II. LE COLLECTIF",
        "2.1 Avec qui travaillez-vous ?",
        "   → un exemple ?",
        "2.2 Comment les décisions sont-elles prises ?",
        "CLÔTURE",
        "Que voulez-vous ajouter ?",
    ):
        made.add_paragraph(row)
    return saved(made)


def bold() -> bytes:
    """No style at all: themes in bold, questions in plain text, probes in italics or with dashes."""
    made = docx.Document()
    made.add_paragraph().add_run("Guide d’entretien – les bénévoles").bold = True
    made.add_paragraph("Consigne de départ : J’aimerais que vous me racontiez comment vous êtes arrivé ici.")
    for theme, rows in (
        ("L’entrée dans l’association", ["Comment avez-vous connu l’association ?", "*Et ensuite ?", "*Un exemple ?",
                                         "Quelle était votre première tâche ?"]),
        ("Les liens", ["Qui voyez-vous le plus souvent ?", "-dans l’association", "-en dehors"]),
    ):  # fmt: skip
        made.add_paragraph().add_run(theme).bold = True
        for row in rows:
            if row[0] == "*":
                made.add_paragraph().add_run(row[1:]).italic = True
            elif row[0] == "-":
                made.add_paragraph("- " + row[1:])
            else:
                made.add_paragraph(row)
    return saved(made)


def table() -> bytes:
    """Columns of themes, questions and probes; a theme over several rows, a row across for the closing."""
    made = docx.Document()
    made.add_paragraph("Grille d’entretien", style="Title")
    rows = [
        ("Thèmes", "Questions", "Relances", "Durée"),
        ("Parcours", "Comment êtes-vous arrivé ici ?", "Et avant ?\nLa formation ?", "15"),
        ("", "Que faisiez-vous avant ?", "", ""),
        ("Travail", "Racontez-moi une journée.", "- un exemple ?\n- les collègues", "20 min"),
    ]
    grid = made.add_table(rows=0, cols=4)
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text.split("\n")[0]
            for more in text.split("\n")[1:]:
                cell.add_paragraph(more)
    grid.cell(1, 0).merge(grid.cell(2, 0))
    across = grid.add_row().cells
    across[0].merge(across[3]).text = "Clôture"
    last = grid.add_row().cells
    last[1].text = "Que voulez-vous ajouter ?"
    return saved(made)


def plan() -> bytes:
    """One multilevel list: level 1 the themes, level 2 the questions, level 3 the probes (numbering.xml)."""
    made = docx.Document()
    numbering = made.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level in range(3):
        one = OxmlElement("w:lvl")
        one.set(qn("w:ilvl"), str(level))
        for tag, value in (("numFmt", "decimal"), ("lvlText", ".".join(f"%{n + 1}" for n in range(level + 1)))):
            part = OxmlElement(f"w:{tag}")
            part.set(qn("w:val"), value)
            one.append(part)
        abstract.append(one)
    numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    numbering.append(number)
    for level, text in (
        (0, "Le parcours"), (1, "Comment êtes-vous arrivé ?"), (2, "Et avant ?"), (2, "la formation"),
        (1, "Que faisiez-vous ?"), (0, "Le collectif"), (1, "Avec qui travaillez-vous ?"),
    ):  # fmt: skip
        paragraph = made.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, 77
    return saved(made)


def indented() -> bytes:
    """Questions in bold, probes in plain text further right; sub-headings that end with a colon."""
    made = docx.Document()
    made.add_heading("Les usages", 1)
    made.add_paragraph().add_run("Q1 : Comment utilisez-vous l’outil ?").bold = True
    for text in ("au bureau", "chez vous ?"):
        made.add_paragraph(text).paragraph_format.left_indent = Cm(1.25)
    made.add_paragraph().add_run("Q2 : Racontez-moi la dernière fois.").bold = True
    made.add_heading("Les effets", 1)
    made.add_paragraph().add_run("Q3 : Qu’est-ce que cela change ? (Relances : le temps, les collègues)").bold = True
    return saved(made)


def odt() -> bytes:
    """LibreOffice: outline headings, nested lists, an annotation of the supervisor."""
    from odfdo import Document, Header, List, ListItem, Paragraph

    made = Document("text")
    body = made.body
    body.clear()
    body.append(Header(1, "Guide d’entretien"))
    body.append(Header(2, "Arriver"))
    outer = List()
    item = ListItem("Comment êtes-vous arrivé ici ?")
    item.append(List(["Et juste après ?", "un exemple ?"]))
    outer.append(item)
    outer.append(ListItem("Racontez-moi une journée."))
    body.append(outer)
    body.append(Header(2, "Partir"))
    question = Paragraph("Que ferez-vous ensuite ?")
    body.append(question)
    question.insert_annotation(after="ensuite", body="à reformuler", creator="Encadrante")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


DOCX = {made.__name__: made for made in (styled, manual, bold, table, plan, indented)}


def write_all(folder: Path) -> dict[str, Path]:
    """Write every guide in a folder; return where each one is."""
    paths = {}
    for name, made in DOCX.items():
        paths[name] = folder / f"{name}.docx"
        paths[name].write_bytes(made())
    paths["odt"] = folder / "odt.odt"
    paths["odt"].write_bytes(odt())
    return paths
