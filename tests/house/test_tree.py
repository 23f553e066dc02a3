"""What the repository may hold: names from the glossary, nothing of one person's machine."""

import re

import pytest

from .tree import ROOT, texts, tracked

VAGUE = {"utils", "util", "helpers", "helper", "common", "services", "misc", "managers"}

MACHINE = re.compile(r"(?<![\w.])/(?:w[o]rk/\w|r[o]ot/|h[o]me/\w+/|opt/\w+/|tmp/(?!\w*\{)[a-z]+/\w)")
REGISTRY = re.compile(r"python[h]osted|py[p]i\.org|npm[j]s\.org|yarn[p]kg", re.I)
"""Each with a letter in brackets, so that this file does not name what it looks for."""


def test_no_file_has_a_name_that_says_nothing():
    vague = [path for path in tracked() if path.suffix == ".py" and path.stem in VAGUE]

    assert vague == []


def test_no_folder_has_a_name_that_says_nothing():
    inside = [path.relative_to(ROOT).parts[:-1] for path in tracked() if "src" in path.parts]

    assert [parts for parts in inside if VAGUE & set(parts)] == []


@pytest.mark.parametrize("what", [MACHINE, REGISTRY], ids=["paths of one machine", "addresses of a registry"])
def test_no_file_names(what):
    found = [f"{path}: {hit.group()}" for path, text in texts() if (hit := what.search(text))]

    assert found == []


def test_no_test_sleeps():
    sleepers = [
        str(path)
        for path, text in texts()
        if path.parts[0] == "tests" and path.suffix == ".py" and re.search(r"\btime\.sleep\(", text)
    ]

    assert sleepers == ["tests/house/test_tree.py"] or sleepers == []


def test_pages_carry_no_styles_or_scripts_inside_them():
    """Our content security policy would refuse them, and a page would quietly look wrong.

    A letter sent by email is not a page: it has no other way to carry its style.
    """
    inside = re.compile(
        r"<style(?![^>]*nonce)|\sstyle=\"|\son(?:click|load|change|submit)=|<script(?![^>]*(?:src=|nonce))"
    )

    found = [
        f"{path}: {hit.group()}"
        for path, text in texts()
        if path.suffix == ".html"
        and "notify" not in path.parts
        and path.parts[:2] == ("src", "throughline")
        and (hit := inside.search(text))
    ]

    assert found == []


def test_pages_fetch_nothing_from_elsewhere():
    elsewhere = re.compile(r"(?:src|href)=\"(?:https?:)?//(?!\{)[^\"]+\.(?:js|css|woff2?)")

    found = [
        f"{path}: {hit.group()}"
        for path, text in texts()
        if path.suffix == ".html" and (hit := elsewhere.search(text))
    ]

    assert found == []
