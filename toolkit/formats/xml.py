"""XML of documents, read without ever following anything outside."""

from typing import Any

from toolkit.formats.sniff import broken


def parsed(data: bytes, path: str) -> Any:
    """Return the root element; raise ``UnreadableFile`` on broken XML or on a document type."""
    from lxml import etree

    # An entity can unfold into gigabytes or name a file of this computer.
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
        raise broken(path)
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise broken(path) from None
    if root is None:
        raise broken(path)
    return root


def properties_in(data: bytes | None, path: str) -> tuple[str, ...]:
    """Return the names of the document properties that hold something: author, title, last editor…"""
    if not data:
        return ()
    wanted = {
        "creator",
        "lastModifiedBy",
        "title",
        "subject",
        "description",
        "keywords",
        "initial-creator",
        "manager",
        "company",
    }
    found = []
    for element in parsed(data, path).iter():
        if isinstance(element.tag, str) and (element.text or "").strip():
            name = element.tag.rpartition("}")[2]
            if name in wanted and name not in found:
                found.append(name)
    return tuple(found)
