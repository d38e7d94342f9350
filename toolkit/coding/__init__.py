"""The room where passages are marked: codings, codebook, search and dictionaries."""

from toolkit.coding.codebook import codebook_markdown
from toolkit.coding.dictionary import Dictionary, Survey, propose, survey
from toolkit.coding.files import print_coded, read_codebook, read_dictionary, save_codebook
from toolkit.coding.marks import accept, add, delete, find_quote, mark, move, recode, reject
from toolkit.coding.printing import coded_document, show
from toolkit.coding.searching import Hit, in_context, search

__all__ = [
    "Dictionary",
    "Hit",
    "Survey",
    "accept",
    "add",
    "codebook_markdown",
    "coded_document",
    "delete",
    "find_quote",
    "in_context",
    "mark",
    "move",
    "print_coded",
    "propose",
    "read_codebook",
    "read_dictionary",
    "recode",
    "reject",
    "save_codebook",
    "search",
    "show",
    "survey",
]
