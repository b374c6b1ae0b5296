"""For every direction, judgement, movement and status: no word more than was tested."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest
import result_builders as build
from word_builders import AGAINST, BLAME, LONG_AREA, LONG_BELOW, LONG_SHORT

from yardstick.charts import words
from yardstick.model import (
    Basis,
    Direction,
    Judgement,
    Status,
    TrendWord,
)
from yardstick.results.types import Point, Recent, Verdict


def has(word, text):
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None


def latest(status):
    return build.point(28.767, status) if status.has_value else Point(None, status)


def every_trend():
    """Yield a trend for every direction, judgement, five-point word, status and comparator."""
    base = build.trend(count=1)
    measures = {
        (better, is_long): build.indicator(
            better=better,
            short=LONG_SHORT if is_long else "Repeat referrals",
            denominator={"item": "R02", "label": LONG_BELOW if is_long else "referrals"},
        )
        for better, is_long in product(Direction, (True, False))
    }
    every = product(Direction, Judgement, TrendWord, Status)
    for place, (better, judgement, word, status) in enumerate(every):
        against = AGAINST[place % len(AGAINST)]
        is_long = place // len(AGAINST) % 2 == 0
        yield replace(
            base,
            indicator=measures[better, is_long],
            focus=LONG_AREA if is_long else build.LEICESTER,
            basis=Basis.ROLLING if is_long else Basis.QUARTERLY,
            latest=latest(status),
            verdict=Verdict(judgement, "by rule"),
            recent=Recent(word, "five points"),
            against=against,
        )


@pytest.fixture(scope="module")
def trends():
    """Return every trend with its headline and its sentence."""
    return [(trend, words.headline(trend), words.sentence(trend)) for trend in every_trend()]


def test_headlines_have_at_most_ten_words_and_sentences_at_most_thirty(trends):
    assert len(trends) == 3 * 6 * 6 * 9
    for _, headline, sentence in trends:
        assert 0 < len(headline.split()) <= 10, headline
        assert 0 < len(sentence.split()) <= 30, sentence


def test_judgement_words_stand_for_that_judgement_only(trends):
    for trend, headline, sentence in trends:
        judgement = trend.verdict.judgement
        for word in ("better", "similar", "worse", "higher", "lower"):
            may_stand = trend.latest.value is not None and judgement == word
            assert has(word, headline) == may_stand, headline
            assert has(word, sentence) == may_stand, sentence


def test_significant_stands_only_where_a_test_was_made(trends):
    for trend, headline, sentence in trends:
        assert "significant" not in headline
        tested = trend.recent.word is TrendWord.NO_CHANGE
        assert "significant" not in sentence or tested, sentence
        assert "no significant change" in sentence or "significant" not in sentence


def test_movement_is_said_only_in_the_word_that_five_points_gave(trends):
    moving = {"improving", "worsening", "increasing", "decreasing"}
    for trend, headline, sentence in trends:
        for word in moving - {trend.recent.word.value}:
            assert word not in headline
            assert word not in sentence


def test_a_hidden_number_is_said_to_be_hidden_and_is_not_given(trends):
    for trend, headline, sentence in trends:
        if trend.latest.value is None:
            why = trend.latest.status.words
            assert why in headline.lower()
            assert why in sentence
            assert "28.8" not in headline + sentence
        suppressed = trend.latest.status is Status.SUPPRESSED
        assert ("too few to report" in sentence) == suppressed


def test_a_figure_comes_with_its_period_and_its_n(trends):
    for trend, _, sentence in trends:
        assert "2024-25 Q4" in sentence
        if trend.latest.value is not None:
            assert "28.8%" in sentence
            assert "144 of 500" in sentence
        if trend.latest.status is Status.PROVISIONAL:
            assert "provisional" in sentence


def test_a_compared_figure_comes_with_its_comparator(trends):
    for trend, _, sentence in trends:
        if trend.latest.value is not None:
            assert words.the(trend.against) in sentence
            compared = trend.verdict.judgement is not Judgement.NOT_COMPARED
            assert ("not compared" in sentence) != compared


def test_nothing_says_why_anything_happened(trends):
    for _, headline, sentence in trends:
        assert not BLAME.search(headline)
        assert not BLAME.search(sentence)
