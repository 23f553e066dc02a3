"""The locks name exact versions and hashes, and nothing about where to fetch them."""

import re

import pytest

from .tree import ROOT

LOCKS = sorted(ROOT.glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_index_and_no_address(lock):
    text = lock.read_text()

    assert not re.search(r"https?:|file:|--index-url|--extra-index-url|--find-links|^-i ", text, re.M)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_and_hashed(lock):
    entries = re.findall(r"^(?![#\s])(.+?)(?= \\|$)", lock.read_text(), re.M)
    hashed = re.findall(r"^[a-z0-9][^\n]*\\\n    --hash=sha256:", lock.read_text(), re.M)

    assert entries
    assert all("==" in entry for entry in entries)
    assert len(hashed) == len(entries)


def test_what_runs_and_what_is_tested_are_the_same_versions():
    runs, tested = (_pins(ROOT / name) for name in ("requirements.lock", "requirements-dev.lock"))

    assert {name: pin for name, pin in runs.items() if tested.get(name) != pin} == {}


def test_the_front_end_lock_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def _pins(lock):
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", lock.read_text(), re.M))
