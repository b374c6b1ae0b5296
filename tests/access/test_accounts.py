from __future__ import annotations

import os
import threading

import pytest
import yaml
from access_builders import HASHED, ROOT, content, grants, person, region, write_accounts
from streamlit_authenticator.models.authentication_model import AuthenticationModel

from yardstick.access.accounts import Accounts
from yardstick.access.accounts_file import read_accounts, unknown_references
from yardstick.access.errors import AccountsError
from yardstick.access.passwords import matches

TWO = ("east.lead", "trust.lead")
CONFIRMED = {"on": "2026-11-26", "by": "host.publisher"}
IDENTITY = {"issuer": "https://east.test", "subject": "123"}


def held(change):
    found = content()
    change(found)
    return found


def people(found):
    return found["credentials"]["usernames"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f.update(colour="red"), "colour is not known. Allowed here: credentials"),
        (lambda f: f["credentials"].update(cookie={}), "cookie is not known. Allowed here: user"),
        (
            lambda f: people(f)["east.lead"].update(e_mail="x"),
            "credentials.usernames.east.lead.e_mail is not known. Allowed here: name, password",
        ),
        (lambda f: f["partners"]["east"].update(areas=[]), "partners.east.areas is not known"),
        (
            lambda f: f["partners"]["east"]["grants"][0].update(until="x"),
            "partners.east.grants.0.until is not known. Allowed here: dataset, reach",
        ),
        (lambda f: people(f)["east.lead"].pop("partner"), "east.lead.partner: Field required"),
        (lambda f: people(f)["east.lead"].update(partner="west"), "'west' is not under partners"),
        (lambda f: people(f)["east.lead"].update(password="hunter2"), "must be a bcrypt hash"),
        (
            lambda f: people(f)["east.lead"].update(roles=["admin"]),
            "'publisher', 'executive', 'exclusions_restricted', 'commissioning' or 'administrator'",
        ),
        (lambda f: people(f)["east.lead"].update(disabled="no"), "valid boolean"),
        (lambda f: people(f).update({"Éa": person("east")}), "Éa: String should match pattern"),
        (lambda f: f["partners"]["east"].update(grants=grants("a:all")), "'own' or 'region'"),
        (
            lambda f: f["partners"]["east"].update(grants=grants("a:own", "a:region")),
            "partners.east.grants: a data set stands twice",
        ),
        (lambda f: people(f)["shown"].pop("demonstration_password"), "together or neither"),
        (lambda f: people(f)["shown"].pop("demonstration"), "together or neither"),
        (
            lambda f: [people(f)[name].update(single_sign_on=IDENTITY) for name in TWO],
            "credentials.usernames.trust.lead.single_sign_on: another account has the same",
        ),
        (
            lambda f: people(f)["east.lead"].update(
                single_sign_on=IDENTITY | {"email": "a@b.test"}
            ),
            "single_sign_on.email is not known. Allowed here: issuer, subject",
        ),
        (
            lambda f: people(f)["east.lead"].update(confirmed=CONFIRMED | {"when": 1}),
            "confirmed.when is not known. Allowed here: on, by",
        ),
        (lambda f: f["partners"]["east"].update(roles=["king"]), "'publisher', 'executive'"),
    ],
)
def test_a_wrong_file_is_refused_with_key_and_what_is_allowed(tmp_path, change, said):
    path = write_accounts(tmp_path, held(change))
    with pytest.raises(AccountsError) as caught:
        read_accounts(path)
    assert str(caught.value).startswith("auth.yaml: ")
    assert said in str(caught.value)


def test_no_message_holds_a_password_or_a_hash(tmp_path):
    found = content()
    people(found)["east.lead"]["password"] = f"{HASHED}x"
    people(found)["east.lead"]["demonstration_password"] = "spoken secret"
    with pytest.raises(AccountsError) as caught:
        read_accounts(write_accounts(tmp_path, found))
    assert HASHED[:12] not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "(1 more)" not in str(caught.value)


def test_more_than_one_fault_is_counted(tmp_path):
    found = content()
    people(found)["east.lead"] |= {"colour": 1, "shape": 2}
    with pytest.raises(AccountsError, match=r"\(1 more\)"):
        read_accounts(write_accounts(tmp_path, found))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("credentials: [", r"auth.yaml: line 1: "),
        ("a: 1\na: 2\n", r"auth.yaml: line 1: 'a' stands twice"),
        ("- a\n", "must hold the keys credentials and partners"),
        ("", "must hold the keys"),
        ("credentials: \x07", "auth.yaml: cannot be read"),
        ("{credentials: {usernames: {}}, partners: {}, 1: {}}", "1 is not known|should be"),
    ],
)
def test_what_is_not_such_a_file_is_refused(tmp_path, text, said):
    path = tmp_path / "auth.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AccountsError, match=said):
        read_accounts(path)


def test_a_person_who_stands_twice_is_refused(tmp_path):
    path = write_accounts(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    trust.lead:", "    east.lead:"), encoding="utf-8")
    with pytest.raises(AccountsError, match=r"'east\.lead' stands twice"):
        read_accounts(path)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "auth.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AccountsError, match="not UTF-8"):
        read_accounts(path)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(AccountsError, match="cannot be read: No such file"):
        read_accounts(tmp_path / "none.yaml")
    with pytest.raises(AccountsError, match="cannot be read: No such file"):
        Accounts(tmp_path / "none.yaml", demonstration=True).current()


@pytest.mark.parametrize("name", ["east.lead", "EAST.lead", "  East.Lead "])
def test_names_are_found_in_any_case(tmp_path, name):
    found = Accounts(write_accounts(tmp_path), demonstration=True).find(name)
    assert found is not None
    assert found.partner == "east"


@pytest.mark.parametrize(
    ("name", "demonstration", "found"),
    [
        ("east.lead", True, True),
        ("east.lead", False, True),
        ("shown", True, True),
        ("shown", False, False),
        ("former", True, False),
        ("nobody", True, False),
        ("", True, False),
    ],
)
def test_who_is_answered_for(tmp_path, name, demonstration, found):
    accounts = Accounts(write_accounts(tmp_path), demonstration=demonstration)
    assert (accounts.find(name) is not None) is found


def test_passwords_are_listed_for_a_demonstration_only(tmp_path):
    path = write_accounts(tmp_path)
    listed = Accounts(path, demonstration=True).demonstrations()
    assert [name for name, _ in listed] == ["shown"]
    assert Accounts(path, demonstration=False).demonstrations() == ()


def test_an_unknown_partner_was_granted_nothing(tmp_path):
    accounts = Accounts(write_accounts(tmp_path), demonstration=True)
    assert [grant.dataset for grant in accounts.grants("east")] == [
        "riia_quarterly",
        "social_care_additional",
    ]
    assert accounts.grants("nowhere") == ()


def test_a_change_of_the_file_holds_at_the_next_question(tmp_path):
    path = write_accounts(tmp_path)
    accounts = Accounts(path, demonstration=True)
    assert accounts.find("east.lead")
    write_accounts(tmp_path, held(lambda f: people(f)["east.lead"].update(disabled=True)))
    assert accounts.find("east.lead") is None


def test_a_file_put_in_its_place_with_the_same_size_and_time_is_noticed(tmp_path):
    path = write_accounts(tmp_path)
    accounts = Accounts(path, demonstration=True)
    assert accounts.find("east.lead")
    before = path.stat()
    other = tmp_path / "other.yaml"
    other.write_text(
        path.read_text(encoding="utf-8").replace("east.lead", "east.head"), encoding="utf-8"
    )
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert accounts.find("east.lead") is None
    assert accounts.find("east.head")


def test_a_file_that_was_broken_answers_nobody_until_it_is_mended(tmp_path):
    path = write_accounts(tmp_path)
    accounts = Accounts(path, demonstration=True)
    assert accounts.find("east.lead")
    path.write_text("credentials: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(AccountsError):
            accounts.find("east.lead")
    write_accounts(tmp_path)
    assert accounts.find("east.lead")


def test_an_unchanged_file_is_read_once(tmp_path, monkeypatch):
    path = write_accounts(tmp_path)
    accounts = Accounts(path, demonstration=True)
    first = accounts.current()
    monkeypatch.setattr(yaml, "load", lambda *_: pytest.fail("was read again"))
    threads = [threading.Thread(target=accounts.current) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert accounts.current() is first


def test_partners_and_data_sets_that_do_not_exist_are_listed(tmp_path):
    file = read_accounts(write_accounts(tmp_path))
    said = list(unknown_references(file, region(), ["riia_quarterly", "social_care_additional"]))
    assert "partners.elsewhere: is not a partner of Midshire" in said
    assert "partners.trust.grants: 'exclusions_published' is not a data set" in said
    assert not any("east" in one for one in said)


def test_our_accounts_file_reads_and_its_demonstration_passwords_are_its_hashes():
    file = read_accounts(ROOT / "auth.yaml")
    people = file.credentials.usernames
    assert len(people) >= 7
    assert all(account.demonstration for account in people.values())
    name, account = next(iter(people.items()))
    assert matches(account.demonstration_password or "", account.password), name


@pytest.mark.parametrize("at", range(1, 7))
def test_each_other_demonstration_password_is_its_hash(at):
    account = list(read_accounts(ROOT / "auth.yaml").credentials.usernames.values())[at]
    assert matches(account.demonstration_password or "", account.password)


def test_streamlit_authenticator_can_read_our_accounts_file():
    raw = yaml.safe_load((ROOT / "auth.yaml").read_text(encoding="utf-8"))
    model = AuthenticationModel(raw["credentials"], auto_hash=False)
    assert model.check_credentials("derbyshire.dcs", "quiet limestone orchard")
    assert not model.check_credentials("derbyshire.dcs", "quiet limestone garden")
