"""The controls that pages share: whose figures, against what, which indicator and period.

They stand in the script that runs before every page, so that what was chosen holds from page to
page. What they show is the selection's; what is chosen goes through `address.choose`, so that a
control, a link and Back cannot disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.model import Comparator
from yardstick.ui import address
from yardstick.ui.selection import join_comparator, series_words, to_params

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Selection
    from yardstick.ui.page import Page, PageContext
    from yardstick.ui.selection import Allowed

_GO: Final = "go_to_page"
_MODELLED: Final = {one.value for one in Comparator if one.is_of_neighbours}


def draw(
    page: Page,
    selection: Selection,
    allowed: Allowed,
    names: Mapping[str, str],
    offered: Mapping[str, str],
) -> None:
    """Draw the row of controls that a page uses.

    Args:
        page: Says which.
        selection: What they show; complete where the page shows one indicator.
        allowed: What they offer.
        names: Which indicators can be picked, as `names` returns it.
        offered: What can be found, as `findable` returns it.
    """
    if page.searches and not page.uses:
        return  # an empty row would cost a part of every click
    with st.container(horizontal=True, key="controls"):
        if "area" in page.uses:
            _pick_area(selection, allowed)
        if "comparator" in page.uses:
            _pick_comparator(selection, allowed)
        if "indicator" in page.uses:
            _pick_indicator(selection, names)
            _pick_series(selection, allowed)
        elif not page.searches:
            _find(offered)


def period(page: PageContext) -> None:
    """Draw the choice of period, for the parts of a page that show one period."""
    selection = page.selection
    basis = selection.basis or page.results.usual_basis(selection)
    held = [found.key for found in page.results.periods(selection.indicator, basis)]
    st.session_state["pick_period"] = selection.period
    st.selectbox(
        "Period",
        ["", *reversed(held)],
        format_func=lambda key: key or "Newest",
        key="pick_period",
        on_change=lambda: address.choose(
            **_series(selection), period=st.session_state["pick_period"]
        ),
    )


def _series(selection: Selection) -> dict[str, str]:
    """Name the indicator and its series: a link reads a period only beside them."""
    params = to_params(selection)
    return {name: params[name] for name in ("indicator", "basis")}


def page_asked_for() -> str | None:
    """Return the path of the page that was found and is to be opened next, once."""
    path: str | None = st.session_state.pop(_GO, None)
    return path


def names(indicators: Iterable[Indicator]) -> dict[str, str]:
    """Return each indicator's line in a list that can be searched by title, number or synonym."""
    return {one.id: " · ".join((one.title, one.id, *one.synonyms)) for one in indicators}


def _pick_area(selection: Selection, allowed: Allowed) -> None:
    st.session_state["pick_area"] = selection.area
    st.selectbox(
        "Authority",
        list(allowed.areas),
        format_func=lambda code: allowed.areas[code],
        key="pick_area",
        on_change=lambda: address.choose(area=st.session_state["pick_area"]),
    )


def _pick_comparator(selection: Selection, allowed: Allowed) -> None:
    offered = _comparisons(allowed)
    now = join_comparator(selection)
    st.session_state["pick_comparator"] = _compared(now, selection.model)
    st.selectbox(
        "Compared with",
        list(offered),
        format_func=lambda value: offered[value],
        key="pick_comparator",
        on_change=_chosen_comparator,
    )


def _comparisons(allowed: Allowed) -> dict[str, str]:
    """Return every comparator in words; the neighbours once for each model."""
    offered: dict[str, str] = {}
    for value, words in allowed.comparators.items():
        if value in _MODELLED:
            offered |= {_compared(value, year): f"{words}, {year} model" for year in allowed.models}
        else:
            offered[value] = words
    return offered


def _compared(value: str, model: str) -> str:
    return f"{value} {model}" if value in _MODELLED else value


def _chosen_comparator() -> None:
    value, _, model = st.session_state["pick_comparator"].partition(" ")
    address.choose(comparator=value, **({"model": model} if model else {}))


def _pick_indicator(selection: Selection, names: Mapping[str, str]) -> None:
    st.session_state["pick_indicator"] = selection.indicator
    st.selectbox(
        "Indicator",
        list(names),
        format_func=lambda identifier: names[identifier],
        key="pick_indicator",
        on_change=lambda: address.choose(
            indicator=st.session_state["pick_indicator"], basis="", period=""
        ),
    )


def _pick_series(selection: Selection, allowed: Allowed) -> None:
    bases = allowed.bases(selection.indicator)
    if len(bases) == 1:  # nothing to choose
        return
    st.session_state["pick_series"] = selection.basis
    st.selectbox(
        "Series",
        bases,
        format_func=lambda one: series_words(one, allowed.periods(selection.indicator, one)),
        key="pick_series",
        on_change=lambda: address.choose(
            indicator=selection.indicator, basis=st.session_state["pick_series"].value, period=""
        ),
    )


def findable(
    names: Mapping[str, str], allowed: Allowed, paths: Mapping[str, str]
) -> dict[str, str]:
    """Return what leads to every indicator, area and page, by the line it is found as.

    Args:
        names: As `names` returns it.
        allowed: Which areas there are.
        paths: Path to title of the pages.
    """
    return (
        {words: f"indicator {identifier}" for identifier, words in names.items()}
        | {f"{name} · authority": f"area {code}" for code, name in allowed.areas.items()}
        | {f"{title} · page": f"page {path}" for path, title in paths.items()}
    )


def _find(offered: Mapping[str, str]) -> None:
    """Offer all of it in one list that is searched while typing."""
    st.selectbox(
        "Find an indicator, an authority or a page",
        list(offered),
        index=None,
        key="find",
        placeholder="Type to search",
        on_change=lambda: _found(offered.get(st.session_state["find"], "")),
    )


def _found(what: str) -> None:
    kind, _, value = what.partition(" ")
    st.session_state["find"] = None
    if kind == "indicator":
        address.choose(indicator=value, basis="", period="")
    if kind == "area":
        address.choose(area=value)
    st.session_state[_GO] = {"indicator": "indicator", "area": "area", "page": value}.get(kind)
