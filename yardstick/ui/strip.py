"""What frames every page: product, region, label and reader above; notices; release below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts.markup import Markup, hidden, link, tag
from yardstick.model.marking import CLASSIFICATION
from yardstick.numbers import day_text
from yardstick.ui import links
from yardstick.ui.selection import to_params

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.model import Selection, Viewer
    from yardstick.results.coverage_types import Coverage

PRODUCT: Final = "Yardstick"
YOURS: Final = ", your account"  # read out; what is seen is the name
INVENTED: Final = " the quarterly returns are invented."
SHARED: Final = (
    "This link opens what you see now, from the same release of the figures. "
    "Whoever opens it sees what their own organisation has been given."
)
NOT_GIVEN: Final = (
    "This page is not part of what your organisation has been given. "
    "Ask your partner-side administrator."
)


def header(viewer: Viewer, region: str, *, invented: bool, share: str) -> None:
    """Draw the strip above every page: who publishes it, its label, who reads it.

    Args:
        viewer: Named on the right, with what they do.
        region: Name of the region.
        invented: Whether the returns are a demonstration's, which every page must say.
        share: The whole link to what is on screen; empty where there is nothing to share.
    """
    who = f"{viewer.name}, {viewer.title}" if viewer.title else viewer.name
    parts = (
        _NAMED,
        tag("span", region),
        _LABELLED,
        *([_DEMONSTRATION] if invented else []),
        tag("span", link(links.page("your_account", {}), who, hidden(YOURS)), class_="ys-who"),
        *([_share(share)] if share else []),
        _SIGN_OUT,
    )
    st.html(tag("div", *parts, class_="ys-strip"))


def _share(whole_link: str) -> Markup:
    """Return what opens to the link, with a button that copies it (behaviour.js)."""
    copied = tag("span", role="status", class_="ys-copied")
    return tag(
        "details",
        tag("summary", "Share", class_="ys-button"),
        tag(
            "div",
            tag("p", SHARED),
            tag("code", whole_link),
            tag("p", tag("button", "Copy link", class_="ys-button", type="button"), " ", copied),
        ),
        class_="ys-share",
    )


# Made once: they stand above every page.
_NAMED: Final = tag("span", PRODUCT, class_="ys-product")
_LABELLED: Final = tag("span", CLASSIFICATION, class_="ys-label")
_DEMONSTRATION: Final = tag("span", tag("strong", "Demonstration:"), INVENTED, class_="ys-invented")
_SIGN_OUT: Final = tag(
    "form",
    tag("button", "Sign out", class_="ys-button", type="submit"),
    method="post",
    action="/session/end",
    target="_self",
)


def notices(sentences: Iterable[str]) -> None:
    """Say what could not be shown as asked, one sentence a line. Nothing where there is nothing."""
    lines = [tag("p", sentence) for sentence in sentences]
    if lines:
        st.html(tag("div", *lines, class_="ys-notice", role="status"))


def older_release(path: str, asked: Selection, newest: str) -> None:
    """Say that the figures shown are those of an older release, and lead to the newest."""
    if asked.release == newest:
        return
    now = links.page(path, to_params(asked) | {"release": newest})
    said = f"These are the figures of release {asked.release}. Newer ones are held: "
    line = tag("p", said, link(now, "show the newest figures"), ".")
    st.html(tag("div", line, class_="ys-notice", role="status"))


def refusal() -> None:
    """Draw the page that stands for every page that is not granted. It names nothing."""
    st.title("Not available", anchor=False)
    st.write(NOT_GIVEN)


def nothing_yet(viewer: Viewer) -> None:
    """Draw what stands in place of figures while there are none: why, and what to do."""
    st.title("No figures yet", anchor=False)
    if viewer.grants:
        st.write(
            "Nothing is held yet of what your organisation has been given. Figures appear here "
            "when the first return is published or an official file is loaded."
        )
    else:
        st.write(
            "No data set has been given to your organisation yet. "
            "Ask your partner-side administrator."
        )


def failure(sentence: str) -> None:
    """Say in place of what cannot be shown what is wrong and what to do."""
    st.html(tag("div", tag("p", sentence), class_="ys-notice", role="alert"))


def freshness(coverage: Coverage) -> Markup:
    """Return the line below every page: which release, and who has submitted its newest quarter."""
    stamp = coverage.stamp
    made = f"Release {stamp.release}, made {day_text(stamp.made)}. "
    more = link("/data", "Who has submitted what")
    return tag("div", tag("p", made, _submitted(coverage), " ", more), class_="ys-foot")


def _submitted(coverage: Coverage) -> str:
    """Say who has returned the newest quarter of the first quarterly data set."""
    quarterly = [dataset.id for dataset in coverage.datasets if dataset.cycle == "quarter"]
    returned = coverage.returns[coverage.returns["dataset"].isin(quarterly[:1])]
    if returned.empty:
        return "No quarterly return is held."
    newest = returned[returned["period"] == returned["period"].max()]
    held = set(newest[newest["state"] != "missing"]["area"])
    due = set(newest["area"]) - held  # of those whose returns the reader was given
    waiting = [area.name for code, area in coverage.areas.items() if code in due]
    period = newest["period"].iloc[0]
    said = f"{len(held)} of {newest['area'].nunique()} authorities have returned {period}"
    return f"{said}; not yet: {', '.join(waiting)}." if waiting else f"{said}."
