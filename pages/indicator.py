"""One indicator: over time, between areas, area by area, or in its parts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import comparison, parts, small_multiples, trend
from yardstick.charts.markup import joined, link, tag
from yardstick.charts.twins import areas, twin
from yardstick.charts.views import View
from yardstick.ui import cards, controls, exhibits, noting, options
from yardstick.ui.beside import beside
from yardstick.ui.exhibits import Exhibit
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from collections.abc import Callable

    Card = tuple[str, Callable[[], Exhibit], str]  # its name, what is on it, its option

PAGE = Page(
    path="indicator",
    title="Indicator",
    section="",
    order=30,
    needs="figures",
    uses=("area", "comparator", "indicator"),
)

_OVER_TIME: Final = "Over time"
_BETWEEN: Final = "Between areas"
_EACH: Final = "Each area"
_AREA_ORDERS: Final = {
    "Value": comparison.Order.VALUE,
    "Name": comparison.Order.NAME,
    "Neighbours first": comparison.Order.NEIGHBOURS,
}
_PANEL_ORDERS: Final = {
    "Newest figure": small_multiples.Order.LEVEL,
    "Change": small_multiples.Order.CHANGE,
    "Name": small_multiples.Order.NAME,
}


def render(page: PageContext) -> None:
    """Draw the page."""
    indicator = page.results.indicator(page.selection.indicator)
    finding, options = exhibits.head()
    with options:
        name, make, option = _in_parts(page) if indicator.breakdown else _whole(page)
    with finding:
        cards.card(page, f"{name} finding", lambda: exhibits.finding(make().result), option)
    cards.card(page, name, lambda: _show(page, make()), option)


def _whole(page: PageContext) -> Card:
    """Draw the options of an indicator without parts; return the card they ask for."""
    views = {_OVER_TIME: _over_time, _BETWEEN: _between_areas, _EACH: _each_area}
    view = options.one_of(views, key="view")
    return views[view](page)


def _over_time(page: PageContext) -> Card:
    interval = st.toggle("95% interval", key="interval", bind="query-params")

    @cache
    def make() -> Exhibit:
        result = page.results.trend(page.selection)
        figure = trend.figure(result, interval=interval)
        look = {"interval": "yes" if interval else "no"}
        return Exhibit(result, View.TREND, figure, twin(result), look)

    return "trend", make, str(interval)


def _between_areas(page: PageContext) -> Card:
    controls.period(page)
    name = st.selectbox("Order by", list(_AREA_ORDERS), key="areas_by", bind="query-params")
    order = _AREA_ORDERS[name]

    @cache
    def make() -> Exhibit:
        result = page.results.comparison(page.selection)
        figure = comparison.figure(result, order=order)
        return Exhibit(result, View.COMPARISON, figure, areas(result, order), {"order": order})

    return "comparison", make, name


def _each_area(page: PageContext) -> Card:
    name = st.selectbox("Order by", list(_PANEL_ORDERS), key="panels_by", bind="query-params")
    order = _PANEL_ORDERS[name]

    @cache
    def make() -> Exhibit:
        result = page.results.trend(page.selection)
        figure = small_multiples.figure(result, order=order)
        look = {"order": order}
        return Exhibit(result, View.SMALL_MULTIPLES, figure, twin(result), look)

    return "small multiples", make, name


def _in_parts(page: PageContext) -> Card:
    controls.period(page)

    @cache
    def make() -> Exhibit:
        result = page.results.parts(page.selection)
        return Exhibit(result, View.PARTS, parts.figure(result), twin(result), {})

    return "parts", make, ""


def _show(page: PageContext, exhibit: Exhibit) -> None:
    """Draw the chart, and beside it its numbers and what they mean."""
    chart, numbers = st.columns([2, 1], gap="medium")
    with chart:
        exhibits.show(page, exhibit)
    more = [link(page.link("trace"), "Where this figure comes from")]
    if page.selection.area in page.viewer.areas:
        more.append(link(noting.address(page, exhibit.result), "Write a note on this figure"))
    numbers.html(joined(beside(page, exhibit.result), tag("p", joined(*more, between=" · "))))
