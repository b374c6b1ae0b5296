"""A key on disk opens with its passphrase only, and says when it was changed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pseudonymise_builders import KEY, PASSPHRASE, QUICK, key_at

from yardstick.pseudonymise import key_file
from yardstick.pseudonymise.errors import PseudonymiseError


def test_a_key_is_opened_with_its_passphrase(tmp_path):
    path = key_at(tmp_path / "region.key")
    assert key_file.load(path, PASSPHRASE) == (KEY, "MS")
    assert path.stat().st_mode & 0o077 == 0
    assert KEY.hex() not in path.read_text("utf-8")


def test_another_passphrase_opens_nothing(tmp_path):
    path = key_at(tmp_path / "region.key")
    with pytest.raises(PseudonymiseError, match="the passphrase is another"):
        key_file.load(path, PASSPHRASE + "!")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("sealed", "00" * 32, "has been changed"),
        ("region", "XX", "has been changed"),
        ("salt", "00" * 16, "has been changed"),
        ("seal", "00" * 32, "has been changed"),
        ("format", "yardstick-key-9", "another version"),
        ("cost", 3, "another version"),
        ("sealed", "no hex", "is not a key"),
    ],
)
def test_a_changed_key_is_told(tmp_path, name, value, said):
    path = key_at(tmp_path / "region.key")
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), name: value}), "utf-8")
    with pytest.raises(PseudonymiseError, match=said):
        key_file.load(path, PASSPHRASE)


def test_what_is_no_key_is_told(tmp_path):
    (tmp_path / "list.key").write_text("[]", "utf-8")
    for name in ("list.key", "none.key"):
        with pytest.raises(PseudonymiseError, match="is not a key of Yardstick"):
            key_file.load(tmp_path / name, PASSPHRASE)


def test_a_short_passphrase_makes_no_key(tmp_path):
    with pytest.raises(PseudonymiseError, match="at least 15 characters"):
        key_file.save(tmp_path / "region.key", KEY, "short", "MS", cost=QUICK)
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_never_written_over(tmp_path):
    path = key_at(tmp_path / "region.key")
    with pytest.raises(PseudonymiseError, match="exists already"):
        key_at(path, secret=bytes(32))
    assert key_file.load(path, PASSPHRASE)[0] == KEY


@given(st.binary(min_size=32, max_size=32))
def test_two_halves_make_the_key_again(secret):
    one, other = key_file.split(secret)
    assert key_file.joined(one, other) == secret
    assert secret not in {one, other}


def test_every_key_is_a_new_one():
    assert len({key_file.new_key("6 2 5"), key_file.new_key("6 2 5"), key_file.new_key()}) == 3
