"""The checks themselves are switched on, and stay on."""

import subprocess
import sys
import tomllib

from .tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_a_warning_fails_the_run():
    assert PROJECT["tool"]["pytest"]["ini_options"]["filterwarnings"][0] == "error"


def test_types_are_strict():
    assert PROJECT["tool"]["mypy"]["strict"] is True


def test_the_import_contracts_hold():
    lint = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as lint; lint()",
            "--no-logo",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert lint.returncode == 0, lint.stdout


def test_what_is_generated_is_fresh():
    fresh = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert fresh.returncode == 0, fresh.stdout + fresh.stderr


def test_ci_runs_the_same_as_a_person():
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "exec make test"


def test_every_dependency_says_why_it_is_here():
    lines = (ROOT / "pyproject.toml").read_text().split("dependencies = [")[1].split("]\n")[0].splitlines()

    unexplained = [line.strip() for line in lines if line.strip().startswith('"') and "#" not in line]

    assert unexplained == []
