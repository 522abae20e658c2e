"""The HTML document that every page starts from."""

from __future__ import annotations

from dashboard.ui.document import document, routes


def test_document_has_our_title():
    assert document().count("<title>Charting Local Inclusion</title>") == 1


def test_document_names_its_base_address_before_anything_is_loaded():
    html = document()
    assert 0 < html.index("window.__streamlit") < html.index("</head>")


def test_every_page_has_its_own_address():
    assert [route.path for route in routes()] == [
        "/",
        "/overview",
        "/rankings",
        "/city-map",
        "/city-profile",
        "/peer-comparison",
        "/action-selection",
        "/action-plan",
        "/good-practices",
        "/partners",
        "/cooperation",
        "/commitments",
        "/working-group",
        "/city-response",
        "/progress",
        "/needs",
        "/steward",
    ]
