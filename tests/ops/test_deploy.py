"""What lies in deploy/ fits the program, and each tool that can read it finds no fault."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]


def test_every_command_a_unit_runs_is_there():
    named = {name for unit in SERVICES for name in re.findall(r"manage\.py (\w+)", unit.read_text())}
    assert named == {"migrate", "collectstatic", "work", "backup", "verify", "tidy"}
    assert named <= get_commands().keys()


def test_every_setting_of_the_example_is_read_somewhere():
    named = set(re.findall(r"^(\w+)=", (DEPLOY / "gongjian.env").read_text(), re.M))
    program = "".join(path.read_text() for path in (ROOT / "gongjian" / "config").glob("*.py"))
    program += (DEPLOY / "systemd" / "gongjian-web.service").read_text()
    assert {name for name in named if f'"{name}"' not in program and f"${{{name}}}" not in program} == set()


def test_every_timer_has_its_service_and_every_service_starts_with_the_machine_or_by_its_timer():
    timers = {unit.stem for unit in UNITS if unit.suffix == ".timer"}
    installed = {unit.stem for unit in SERVICES if "[Install]" in unit.read_text()}
    assert {unit.stem for unit in SERVICES} == timers | installed
    assert timers & installed == set()


def test_every_unit_runs_as_its_own_user_and_writes_where_it_may_alone():
    lines = {"User=gongjian", "UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict"}
    assert {unit.name for unit in SERVICES if not lines <= set(unit.read_text().splitlines())} == set()


def test_security_headers_stand_in_the_program_alone():
    assert "add_header" not in (DEPLOY / "nginx.conf").read_text()


def test_no_outside_address_is_named():
    texts = [path for path in DEPLOY.rglob("*") if path.is_file()]
    texts.append(ROOT / "docs" / "how-to" / "run-it-for-real.md")
    pattern = re.compile(r"https?://(?!gongjian\b|\$host)\S+")
    assert {found for path in texts for found in pattern.findall(path.read_text())} == set()


def test_the_shell_script_is_sound():
    assert subprocess.run(["sh", "-n", DEPLOY / "gongjian"]).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
def test_systemd_finds_no_fault_in_the_units():
    done = subprocess.run(["systemd-analyze", "verify", *UNITS], capture_output=True, text=True)
    # The program is not installed where the tests run; that alone is missing.
    assert [line for line in done.stderr.splitlines() if "is not executable" not in line] == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not here")
def test_nginx_finds_no_fault_in_its_page(tmp_path):
    page = (DEPLOY / "nginx.conf").read_text()
    certify(tmp_path)
    page = page.replace("/etc/gongjian/tls/", f"{tmp_path}/").replace("/var/log/nginx/", f"{tmp_path}/")
    ways = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{way}_temp_path {tmp_path}/{way};\n" for way in ways)
    whole = (
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{places}{page}\n}}\n"
    )
    (tmp_path / "nginx.conf").write_text(whole)
    done = subprocess.run(["nginx", "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)
    assert (done.returncode, "[warn]" in done.stderr) == (0, False), done.stderr


def certify(folder):
    """The certificate nginx insists on seeing."""
    key = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        folder / "key.pem",
    ]
    whom = ["-subj", "/CN=gongjian.example.internal", "-out", folder / "fullchain.pem"]
    subprocess.run(["openssl", "req", "-x509", *key, *whom], check=True, capture_output=True)
