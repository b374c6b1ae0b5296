"""deploy/nginx.conf as it is, in front of two processes: sign-in, a page and a file over TLS."""

from __future__ import annotations

import getpass
import re
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
import sqlalchemy as sa
import yaml
from serving import ROOT, free_port
from streamlit_client import StreamlitClient, ask, sign_in

from yardstick.access.audit import LINES
from yardstick.store.operations import reading
from yardstick.store.places import open_store, operations
from yardstick.verify.served import product, session_of
from yardstick.web.assets import static_files

pytestmark = pytest.mark.live
pytest_plugins = ["product_fixtures"]

ACCOUNT = "derbyshire.dcs"
PEOPLE = yaml.safe_load((ROOT / "auth.yaml").read_text("utf-8"))["credentials"]["usernames"]
FORGED = {"X-Forwarded-For": "203.0.113.66"}
MAIN = """
user {owner};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {site}
}}
"""


def nginx():
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not found or not shutil.which("openssl"):
        pytest.skip("needs Debian's nginx-light and openssl")
    return found


def certificate(folder):
    key, made = folder / "key.pem", folder / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run(
        [*command, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True
    )
    return made


def site(folder, port, plain, servers):
    """Return the example with what its first lines say is to be changed, and places to write."""
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    changed = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "yardstick.example.gov.uk": "localhost",
        "/etc/ssl/yardstick": str(folder),
        "/var/log/nginx": str(folder),
        "/var/cache/nginx": str(folder),
        "127.0.0.1:8501": servers[0].url.removeprefix("http://"),
        "127.0.0.1:8502": servers[1].url.removeprefix("http://"),
    }
    for said, meant in changed.items():
        assert said in text, said
        text = text.replace(said, meant)
    return MAIN.format(owner=getpass.getuser(), folder=folder, site=text)


@pytest.fixture(scope="module")
def proxied(store, tmp_path_factory):
    """Serve the store by two processes behind nginx; return the address and nginx's folder."""
    program, folder = nginx(), tmp_path_factory.mktemp("proxy")
    certificate(folder)
    held = open_store(store)
    with ExitStack() as until_done, pytest.MonkeyPatch.context() as patched:
        patched.setenv("SSL_CERT_FILE", str(folder / "certificate.pem"))
        with ThreadPoolExecutor(2) as pool:  # a server takes its time to start
            starting = [product(held, folder, YARDSTICK_SECURE="1") for _ in range(2)]
            servers = list(pool.map(until_done.enter_context, starting))
        port, plain = free_port(), free_port()
        (folder / "nginx.conf").write_text(site(folder, port, plain, servers), "utf-8")
        process = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")])
        until_done.callback(process.wait, 30)
        until_done.callback(process.terminate)
        wait_for(port, folder / "error.log")
        yield f"https://localhost:{port}", folder, plain


def wait_for(port, log):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nginx did not start: {log.read_text('utf-8')}")


@pytest.fixture(scope="module")
def url(proxied):
    return proxied[0]


@pytest.fixture(scope="module")
def cookie(url):
    password = PEOPLE[ACCOUNT]["demonstration_password"]
    found, onward = sign_in(url, ACCOUNT, password, "indicator", "indicator=R05")
    assert onward == "/indicator?indicator=R05"
    return found


def test_a_person_signs_in_sees_a_page_and_takes_a_file(url, cookie):
    assert cookie.startswith("__Host-yardstick=")
    with StreamlitClient(url, cookie=cookie) as tab:
        run = tab.run("indicator", "indicator=R05")
    assert run.failures == []
    assert "Sign out" in run.text
    link = "/download/trend?indicator=R05&format=csv"
    got = ask(url, link, headers={"Cookie": cookie})
    assert got.status == 200
    assert got.headers["strict-transport-security"].startswith("max-age=")
    assert got.headers["cache-control"] == "no-store"
    assert ask(url, link).status == 401


def test_without_tls_one_is_sent_on_to_it(proxied):
    got = ask(f"http://localhost:{proxied[2]}", "/indicator?indicator=R05")
    assert (got.status, got.headers["location"]) == (
        301,
        "https://localhost/indicator?indicator=R05",
    )


def test_an_address_that_the_browser_makes_up_is_not_believed(url, store, cookie):
    assert cookie
    with StreamlitClient(url, headers=FORGED) as forger:
        forger.run()
        forger.click("Sign in", {"Name": ACCOUNT, "Password": "not the password"})
    with reading(operations(open_store(store))) as connection:
        refused = LINES.c.action == "sign-in refused"
        said = connection.execute(sa.select(LINES.c.detail).where(refused)).scalars().all()
    assert '"source": "127.0.0.1"' in said[-1]
    assert not any("203.0.113.66" in one for one in said)


def test_files_that_never_change_come_compressed_and_may_be_kept(url):
    path = next(path for path in static_files() if path.endswith(".js"))
    for _ in range(2):  # from the server, then from nginx's cache
        got = ask(url, path, headers={"Accept-Encoding": "gzip"})
        assert (got.status, got.headers.get("content-encoding")) == (200, "gzip"), got.headers
        assert "immutable" in got.headers["cache-control"]
        assert "script-src" in got.headers["content-security-policy"]
    plain = ask(url, path)
    assert "content-encoding" not in plain.headers
    assert len(plain.body) > len(got.body)


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_nobody_may_ask_for_is_refused_with_a_policy(url, cookie, path):
    got = ask(url, path, headers={"Cookie": cookie})
    assert (got.status, got.text) == (404, "There is nothing here.\n")
    assert got.headers["content-security-policy"].startswith("default-src 'none'")


def test_every_answer_has_each_header_once(url):
    for path in ("/", "/_stcore/health", "/media/none"):
        got = ask(url, path)
        assert "default-src 'none'" in got.headers["content-security-policy"]
        assert "," not in got.headers["x-content-type-options"]


def test_people_stay_on_one_process_and_are_spread_over_both(url, store, proxied):
    held, log = open_store(store), proxied[1] / "yardstick.log"
    served = []
    for _ in range(8):
        one, before = session_of(held, ACCOUNT).split("=")[1], len(lines(log))
        for path in ("/", "/home", "/data"):
            ask(url, path, headers={"Cookie": f"__Host-yardstick={one}"})
        served.append({line.rpartition(" ")[2] for line in lines(log, before + 3)[before:]})
    assert all(len(processes) == 1 for processes in served)
    assert len(set.union(*served)) == 2


def lines(log, wanted=0):
    """Read the log, once it has the lines that are waited for."""
    for _ in range(100):
        found = log.read_text("utf-8").splitlines()
        if len(found) >= wanted:
            return found
        time.sleep(0.02)
    raise AssertionError("nginx did not write its log.")


def test_no_query_and_no_upload_stands_in_the_log(url, cookie, proxied):
    log = proxied[1] / "yardstick.log"
    before = len(lines(log))
    ask(url, "/_stcore/upload_file/secret-session/1", method="PUT", headers={"Cookie": cookie})
    ask(url, "/home?code=secret-code")
    (line,) = lines(log, before + 1)[before:]
    assert '"GET /home"' in line
    assert not re.search("secret", log.read_text("utf-8"))
