"""Keep the catalogues in step with the code: `python -m dashboard.i18n.catalogue`.

Collects every message of the code and writes it to each catalogue; translations stay, messages
that are gone go. English is complete by definition: its translation is the message itself.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dashboard.i18n import DOMAIN, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROJECT: Final = Path(__file__).resolve().parents[3]
_HEADER: Final = (
    "# Messages of Charting Local Inclusion. Written by python -m dashboard.i18n.catalogue"
)
_FOLDERS: Final = ("src/dashboard", "pages")
# Header lines that would change with every run or name nobody.
_NOISE: Final = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Generated-By',
    b'"Project-Id-Version',
    b'"Report-Msgid-Bugs-To',
    b'"Last-Translator',
    b'"Language-Team',
)
_KEYWORDS: Final = {"_": None, "ngettext": (1, 2)}


def messages_of_the_code() -> Catalog:
    """Collect every message of the code, in the order of files and lines.

    Returns:
        A catalogue without translations.
    """
    catalogue = Catalog(charset="utf-8")
    for folder in _FOLDERS:
        found = extract_from_dir(
            _PROJECT / folder, method_map=[("**.py", "python")], keywords=_KEYWORDS
        )
        for file, _line, message, _comments, _context in sorted(found, key=lambda one: one[:2]):
            catalogue.add(message, locations=[(f"{folder}/{file}", 0)])
    return catalogue


def catalogue_file(language: str) -> Path:
    """Return the catalogue of a language."""
    return Path(__file__).parent / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language; an empty one if there is none yet."""
    path = catalogue_file(language)
    if not path.is_file():
        return Catalog(locale=language, domain=DOMAIN)
    return read_po(io.BytesIO(path.read_bytes()), locale=language, domain=DOMAIN)


def updated_catalogue(language: str) -> bytes:
    """Bring the catalogue of a language in step with the code.

    Args:
        language: One of LANGUAGES.

    Returns:
        Content of the .po file.
    """
    old = read_catalogue(language)
    new = Catalog(locale=language, domain=DOMAIN, header_comment=_HEADER, fuzzy=False)
    for message in _messages(messages_of_the_code()):
        known = old.get(message.id)
        text = message.id if language == "en" else (known.string if known else "")
        new.add(message.id, text, locations=message.locations)
    out = io.BytesIO()
    write_po(
        out,
        new,
        omit_header=False,
        sort_by_file=True,
        ignore_obsolete=True,
        width=100,
        include_lineno=False,
    )
    lines = out.getvalue().split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(_NOISE))


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


if __name__ == "__main__":
    for each in LANGUAGES:
        catalogue_file(each).parent.mkdir(parents=True, exist_ok=True)
        catalogue_file(each).write_bytes(updated_catalogue(each))
