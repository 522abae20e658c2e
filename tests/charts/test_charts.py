"""Charts of the real rankings: order, scales, colours, and a specification that is built once."""

from __future__ import annotations

import dataclasses
import html
import re
import tomllib
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
import vl_convert
from colours import contrast

from dashboard.answers.cells import mention_cells, spread_cells
from dashboard.answers.rankings import rank_areas, rank_keywords
from dashboard.charts.base import LINE_BREAK, NO_DATA, finished, folded, height_px
from dashboard.charts.coverage import coverage_chart
from dashboard.charts.heat import heat_chart
from dashboard.charts.palette import BACKGROUNDS, COMPARED, CONTEXT, COUNT_RANGE, FOCUS, INK
from dashboard.charts.rankings import (
    area_ranges_chart,
    area_scores_chart,
    keyword_ranges_chart,
)
from dashboard.errors import ExportError
from dashboard.exports.charts import FORMATS, MIME_TYPES, chart_file, standalone
from dashboard.exports.provenance import Provenance
from dashboard.filters import CODINGS, COUNTINGS, ActorFilter, CityFilter, RankingFilter
from dashboard.queries.facts import list_coverage
from dashboard.queries.mentions import list_actors

PROJECT = Path(__file__).resolve().parents[2]
THEME = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
ABOUT = Provenance(
    title="Policy areas & keywords",
    filters=("region: Africa and Asia",),
    release="2026.11.22-0123abcd",
    date="2026-11-22",
    sources=("Working group slides, May 2019",),
    link="https://dashboard.example/rankings?region=africa,asia",
)
CHARTS = [
    "scores",
    "scores by actors",
    "area ranges",
    "keyword ranges",
    "coverage",
    "matrix",
    "spread",
]
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def drawn_matrix(cursor):
    cells = mention_cells(cursor, RankingFilter()).set_axis(["row", "column", "count"], axis=1)
    actors = list_actors(cursor, ActorFilter())["actor"].tolist()
    return heat_chart(cells, cells["row"].unique().tolist(), actors, "Actions", "alt")


def drawn_spread(cursor):
    cells = spread_cells(cursor, RankingFilter(area="housing", cities=CityFilter(region=("asia",))))
    groups = (cells["region"] + " " + cells["oecd"]).tolist()
    drawn = pd.DataFrame({"row": cells["keyword"], "column": groups, "count": cells["n_cities"]})
    names = list(dict.fromkeys(groups))
    return heat_chart(drawn, cells["keyword"].unique().tolist(), names, "Cities", "alt")


@pytest.fixture
def areas(store):
    with store.cursor() as cursor:
        return rank_areas(cursor, RankingFilter())


@pytest.fixture
def keywords(store):
    with store.cursor() as cursor:
        return rank_keywords(cursor, RankingFilter())


@pytest.fixture
def draw(store):
    def draw(name):
        with store.cursor() as cursor:
            drawings = {
                "scores": lambda: area_scores_chart(
                    rank_areas(cursor, RankingFilter()), "mentions", "alt"
                ),
                "scores by actors": lambda: area_scores_chart(
                    rank_areas(cursor, RankingFilter(counting="actors")), "actors", "alt"
                ),
                "area ranges": lambda: area_ranges_chart(
                    rank_areas(cursor, RankingFilter()), "housing", "alt"
                ),
                "keyword ranges": lambda: keyword_ranges_chart(
                    rank_keywords(cursor, RankingFilter()), "communication", "alt"
                ),
                "coverage": lambda: coverage_chart(list_coverage(cursor), "alt"),
                "matrix": lambda: drawn_matrix(cursor),
                "spread": lambda: drawn_spread(cursor),
            }
            return drawings[name]()

    return draw


def layers(chart):
    return chart.specification.get("layer", [chart.specification])


def unfolded(names):
    return [name.replace(LINE_BREAK, " ").replace("/ ", "/") for name in names]


def svg_of(chart):
    return chart_file(chart, ABOUT, "svg").decode()


def told_by(svg):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", svg)))


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("colour", [FOCUS, COMPARED, CONTEXT, *THEME["chartCategoricalColors"]])
def test_marks_stand_out_three_to_one_on_both_themes(colour, theme):
    assert contrast(colour, THEME[theme]["backgroundColor"]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [name for name in CHARTS if name not in {"matrix", "spread"}])
def test_every_colour_of_a_chart_stands_out_on_both_themes(draw, name, theme):
    background = THEME[theme]["backgroundColor"]
    colours = set(COLOUR.findall(str(draw(name).specification)))
    assert {colour for colour in colours if contrast(colour, background) < 3} == set()


@pytest.mark.parametrize("name", ["matrix", "spread"])
@pytest.mark.parametrize("cell", COUNT_RANGE)
def test_numbers_of_a_heat_table_can_be_read_on_every_cell(draw, name, cell):
    inks = {
        layer["mark"].get("color")
        for layer in layers(draw(name))
        if layer["mark"]["type"] == "text"
    }
    ink = next(colour for colour in inks if colour and colour != CONTEXT)
    assert contrast(ink, cell) >= 4.5


def test_backgrounds_of_the_palette_are_those_of_the_themes():
    themes = [THEME[theme]["backgroundColor"] for theme in ("light", "dark")]
    assert themes == list(BACKGROUNDS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_on_charts_has_the_colour_of_the_theme(theme):
    assert INK[theme] == THEME[theme]["textColor"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_on_charts_can_be_read(theme):
    assert contrast(INK[theme], THEME[theme]["backgroundColor"]) >= 4.5


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in {"matrix", "spread"}])
def test_specification_is_built_once(draw, name):
    assert draw(name).specification is draw(name).specification


def test_other_rows_of_the_same_number_use_the_same_specification(areas):
    one = area_ranges_chart(areas, "", "one")
    other = area_ranges_chart(areas.iloc[::-1], "housing", "other")
    assert one.specification is other.specification


@pytest.mark.parametrize("name", CHARTS)
def test_specification_carries_no_rows_of_its_own(draw, name):
    assert not {"data", "datasets", "config", "$schema"} & set(draw(name).specification)


@pytest.mark.parametrize("name", CHARTS)
def test_drawing_a_chart_leaves_its_specification_as_it_was(draw, name):
    chart = draw(name)
    before = repr(chart.specification)
    standalone(chart, ABOUT)
    assert repr(chart.specification) == before


@pytest.mark.parametrize("name", CHARTS)
def test_names_stay_in_the_order_of_the_rows(draw, name):
    field = "row" if name in {"matrix", "spread"} else "name"
    orders = [layer["encoding"]["y"] for layer in layers(draw(name))]
    assert all(order["field"] == field and order["sort"] is None for order in orders)


@pytest.mark.parametrize(
    ("name", "count"), [("scores", 6), ("area ranges", 6), ("keyword ranges", 49), ("coverage", 8)]
)
def test_names_are_drawn_from_top_to_bottom_in_the_order_of_the_rows(draw, name, count):
    chart = draw(name)
    names = list(dict.fromkeys(chart.rows["name"]))
    told = told_by(svg_of(chart))
    places = [told.find(f" {name.split(LINE_BREAK)[0].strip()} ") for name in names]
    assert -1 not in places
    assert (len(names), places) == (count, sorted(places))


def test_rows_of_a_heat_table_are_those_asked_for_in_their_order(draw):
    chart = draw("matrix")
    domain = layers(chart)[0]["encoding"]["y"]["scale"]["domain"]
    assert domain == list(dict.fromkeys(chart.rows["row"]))


def test_columns_of_a_heat_table_are_those_asked_for_in_their_order(store, draw):
    with store.cursor() as cursor:
        actors = list_actors(cursor, ActorFilter())["actor"].tolist()
    across = layers(draw("matrix"))[0]["encoding"]["x"]
    assert (across["sort"], across["scale"]["domain"]) == (actors, actors)


@pytest.mark.parametrize(("counting", "top"), [("mentions", 200), ("actors", 30)])
def test_scores_have_a_fixed_scale(areas, counting, top):
    few = area_scores_chart(areas.assign(score=1), counting, "alt")
    scale = layers(few)[0]["encoding"]["x"]["scale"]
    assert scale == {"domain": [0, top], "nice": False}


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("counting", COUNTINGS)
def test_every_score_lies_on_its_scale(store, counting, coding):
    asked = RankingFilter(counting=counting, actors=ActorFilter(coding=coding))
    with store.cursor() as cursor:
        chart = area_scores_chart(rank_areas(cursor, asked), counting, "alt")
    low, high = layers(chart)[0]["encoding"]["x"]["scale"]["domain"]
    assert chart.rows["score"].between(low, high).all()


def test_ranks_of_areas_have_a_scale_of_six(areas):
    chart = area_ranges_chart(areas.head(1), "", "alt")
    assert layers(chart)[0]["encoding"]["x"]["scale"]["domain"] == [0.5, 6.5]


def test_ranks_of_keywords_have_a_scale_of_their_number(keywords):
    chart = keyword_ranges_chart(keywords.head(11), "", "alt")
    assert layers(chart)[0]["encoding"]["x"]["scale"]["domain"] == [0.5, 11.5]


def test_coverage_has_a_scale_from_0_to_100_percent(draw):
    scale = draw("coverage").specification["encoding"]["x"]["scale"]
    assert scale == {"domain": [0, 100], "nice": False}


def test_scores_of_2019_stand_beside_mentions(areas):
    rows = area_scores_chart(areas, "mentions", "alt").rows
    published = rows[rows["series"] == "Published 2019"]
    assert published["score"].tolist() == areas["score_2019"].tolist()


def test_scores_of_2019_do_not_stand_beside_numbers_of_actors(areas):
    assert set(area_scores_chart(areas, "actors", "alt").rows["series"]) == {"Recomputed"}


def test_shared_rank_is_drawn_in_the_middle_of_its_span(areas):
    rows = area_ranges_chart(areas, "", "alt").rows
    assert rows["rank"].tolist() == [1, 2, 3, 4.5, 4.5, 6]


def test_range_is_drawn_from_best_to_worst_rank(areas):
    rows = area_ranges_chart(areas, "", "alt").rows
    assert rows[["low", "high"]].to_numpy().tolist() == (
        areas[["rank_low", "rank_high"]].to_numpy().tolist()
    )


def test_chosen_area_alone_is_in_focus(areas):
    rows = area_ranges_chart(areas, "housing", "alt").rows
    assert unfolded(rows.loc[rows["focus"], "name"]) == ["Housing and urban planning"]


def test_every_area_is_in_focus_when_none_is_chosen(areas):
    assert area_ranges_chart(areas, "", "alt").rows["focus"].all()


def test_chosen_keyword_alone_is_in_focus(keywords):
    rows = keyword_ranges_chart(keywords, "communication", "alt").rows
    assert rows.loc[rows["focus"], "name"].tolist() == ["Communication"]


def test_keyword_that_is_not_shown_takes_the_focus_from_nobody(keywords):
    assert keyword_ranges_chart(keywords.head(3), "no-such-keyword", "alt").rows["focus"].all()


def test_names_are_folded_and_never_cut(keywords):
    drawn = keyword_ranges_chart(keywords, "", "alt").rows["name"]
    assert unfolded(drawn) == [name.replace("/ ", "/") for name in keywords["keyword"]]


def test_long_name_is_folded_at_a_space():
    assert folded(["Integration of newcomers and others"], 14) == [
        "Integration of|newcomers and|others"
    ]


def test_long_name_is_folded_after_a_slash():
    assert folded(["Integration/intercultural/diversity plan"], 15) == [
        "Integration/|intercultural/|diversity plan"
    ]


def test_word_that_is_too_long_is_kept_whole():
    assert folded(["Donaudampfschifffahrt"], 5) == ["Donaudampfschifffahrt"]


def test_height_grows_with_rows_and_legend():
    assert height_px(7, 10) - height_px(6, 10) == 10
    assert height_px(6, 10, legend_lines=1) > height_px(6, 10)


def test_finished_specification_of_a_plain_chart_has_no_data():
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_point().encode(x="a:Q")
    assert set(finished(chart)) == {"mark", "encoding"}


def test_heat_table_draws_a_dash_where_nothing_is_known(draw):
    assert NO_DATA in told_by(svg_of(draw("spread")))


def test_heat_table_without_any_count_can_be_drawn():
    cells = pd.DataFrame({"row": ["a"], "column": ["b"], "count": pd.array([pd.NA], "Int64")})
    assert NO_DATA in told_by(svg_of(heat_chart(cells, ["a"], ["b"], "Cities", "alt")))


@pytest.mark.parametrize("name", CHARTS)
def test_specification_is_understood_by_vega_lite(draw, name):
    vega = vl_convert.vegalite_to_vega(standalone(draw(name), ABOUT), vl_version="6.1")
    assert vega["marks"]


@pytest.mark.parametrize("name", CHARTS)
def test_picture_says_title_filters_release_date_sources_and_link(draw, name):
    told = told_by(svg_of(draw(name)))
    expected = [ABOUT.title, *(f"{name}: {text}" for name, text in ABOUT.lines()[1:])]
    assert [line for line in expected if line not in told] == []


def test_picture_describes_itself_to_those_who_cannot_see(draw):
    specification = standalone(draw("scores"), ABOUT)
    assert specification["description"] == "alt Release: 2026.11.22-0123abcd"


def test_every_row_is_in_the_picture(draw):
    chart = draw("area ranges")
    assert len(standalone(chart, ABOUT)["data"]["values"]) == len(chart.rows)


def test_missing_count_is_missing_in_the_picture(draw):
    values = standalone(draw("spread"), ABOUT)["data"]["values"]
    assert {value["count"] for value in values} & {None}


def test_picture_is_drawn_on_white(draw):
    assert standalone(draw("scores"), ABOUT)["background"] == "#FFFFFF"


def test_png_is_a_picture_large_enough_to_print(draw):
    png = chart_file(draw("scores"), ABOUT, "png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(png[place : place + 4], "big") for place in (16, 20))
    assert width >= 1440
    assert height >= 700


def test_svg_loads_nothing_from_elsewhere(draw):
    assert not re.search(r"<image|<script|href=|url\(http|@import", svg_of(draw("scores")))


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_of_a_picture_has_a_media_type(file_format):
    assert MIME_TYPES[file_format].startswith("image/")


@pytest.mark.parametrize("file_format", FORMATS)
def test_chart_that_cannot_be_drawn_is_an_error_of_ours(draw, file_format):
    broken = dataclasses.replace(draw("scores"), specification={"mark": "no-such-mark"})
    with pytest.raises(
        ExportError, match=r"The chart “Policy areas & keywords” could not be drawn"
    ):
        chart_file(broken, ABOUT, file_format)


def test_name_that_would_take_three_lines_takes_two_longer_ones():
    name = "Culturally sensitive health services and health promotion (848)"
    assert folded([name])[0].count(LINE_BREAK) == 2
    assert folded([name, "Housing"], most_lines=2) == [
        f"Culturally sensitive health{LINE_BREAK}services and health promotion (848)",
        "Housing",
    ]
