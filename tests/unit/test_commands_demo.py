"""The command that makes a demonstration: how large it is, and what it tells meanwhile."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from yardstick.commands import demo, main
from yardstick.store.places import open_store


@pytest.fixture
def asked(monkeypatch):
    """What records were asked for, and what was given to the store."""
    found = []

    def invent(_catalogue, region, scale, *, workers, tell):
        found.append((region.id, scale, workers))
        tell(1, 2)
        tell(2, 2)
        return ["invented"]

    def demonstrate(_store, _catalogue, *, made, records, education, shared):
        assert made.tzinfo is not None
        assert bool(records) == bool(education), "a scale of 0 leaves both out"
        found.append(records)
        if shared:
            found.append("shared")
        return SimpleNamespace(id="r0001-0")

    monkeypatch.setattr(demo, "invent_records", invent)
    monkeypatch.setattr(demo, "invent_education", lambda _catalogue, region: [region.id])
    monkeypatch.setattr(demo, "demonstrate", demonstrate)
    monkeypatch.setattr(demo, "cpu_count", lambda: 7)
    return found


def test_a_region_is_made_at_scale_one_in_one_process_with_a_bar(tmp_path, capsys, asked):
    assert main(["demo", "--store", str(tmp_path / "d")]) == 0
    assert asked == [("east_midlands", 1.0, 1), ["invented"]]
    told = capsys.readouterr().out
    assert "\rRecords [###############...............] 1 of 2" in told
    assert f"\rRecords [{'#' * 30}] 2 of 2\n" in told


def test_a_large_one_is_made_on_every_processor(tmp_path, asked):
    assert main(["demo", "--store", str(tmp_path / "d"), "--scale", "15"]) == 0
    assert asked[0] == ("east_midlands", 15.0, 7)


def test_what_others_are_shown_of_records_is_made_when_asked(tmp_path, asked):
    assert main(["demo", "--store", str(tmp_path / "d"), "--shared"]) == 0
    assert asked[1:] == [["invented"], "shared"]


def test_scale_nought_leaves_records_out(tmp_path, asked):
    assert main(["demo", "--store", str(tmp_path / "d"), "--scale", "0"]) == 0
    assert asked == [()]


@pytest.mark.parametrize("scale", ["-1", "nan", "inf"])
def test_a_scale_that_is_no_size_is_refused(tmp_path, capsys, asked, scale):
    assert main(["demo", "--store", str(tmp_path / "d"), f"--scale={scale}"]) == 2
    assert "give a number from 0 on" in capsys.readouterr().err
    assert asked == []
    assert not (tmp_path / "d").exists()


def test_demo_makes_a_store_and_tells_its_steps(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "demonstrate", lambda *_, **__: SimpleNamespace(id="r0001-0"))
    assert main(["demo", "--store", str(tmp_path / "d")]) == 0
    assert open_store(tmp_path / "d").kind == "demonstration"
    assert "invented" in capsys.readouterr().out


def test_demo_of_a_region_nobody_declared_is_refused(tmp_path, capsys):
    assert main(["demo", "--store", str(tmp_path / "d"), "--region", "moon"]) == 2
    assert "east_midlands" in capsys.readouterr().err
