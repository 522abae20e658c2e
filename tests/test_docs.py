"""What the documents say is held to what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.contracts.dictionary import data_dictionary
from dashboard.contracts.package import read_package

PROJECT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def test_data_dictionary_is_in_step_with_the_data_package():
    """Mend with: python -m dashboard.contracts.dictionary > docs/data-dictionary.md."""
    written = (PROJECT / "docs/data-dictionary.md").read_text(encoding="utf-8")
    assert written == data_dictionary(read_package(PROJECT / "data"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_decision_is_listed_and_has_its_five_parts():
    folder = PROJECT / "docs/decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("0*.md"):
        text = path.read_text(encoding="utf-8")
        assert path.name in listed
        for part in ("Question.", "Decided.", "Because.", "Refused.", "We will notice"):
            assert part in text, f"{path.name} lacks {part}"
