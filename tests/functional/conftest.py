"""Whole stories in a real browser: the site running, the cast signed in with one line, and axe at hand.

A story runs in real time, because a browser does: what staff do off screen is done by the same actions.
Set `THROUGHLINE_PICTURES=1` to take the pictures for the documentation on the way.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.integration.conftest import Cast, cast, design, example_design

from throughline.store.models import Account

__all__ = ["Cast", "cast", "design", "example_design"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's loop runs beside Django's queries

REPOSITORY = Path(__file__).resolve().parents[2]
AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = REPOSITORY / "docs" / "pictures"
LOOKING = REPOSITORY / "var" / "pictures"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PATIENCE = 10_000
"""Milliseconds to wait for a page on a busy machine."""
PATIENCE_TO_OPEN = 60_000
"""Longer for one that is opened: the first in a process loads what analyses."""
expect.set_options(timeout=PATIENCE)  # what is expected of a page has its own, shorter patience by default

Enter = Callable[..., Page]
LooksRight = Callable[..., None]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The system's Chromium where there is one; the one that playwright brings elsewhere."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return {"args": ["--no-sandbox"], **({"executable_path": found} if found else {})}


@pytest.fixture
def at() -> datetime:
    """The story begins a moment ago."""
    return datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture
def address(transactional_db: None, design: object, cast: Cast, live_server: object) -> str:
    """Where the site runs, with the example published and the cast at their places."""
    return str(live_server)


@pytest.fixture
def people(cast: Cast) -> Cast:
    """The cast, under a name that stories may shadow less easily."""
    return cast


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """`enter()` opens a browser for anybody; `enter("ben@throughline.example")` signs that account in.

    Give `javascript=False` for a browser without scripts, and `viewport=DESK` for a desk.
    """
    opened: list[BrowserContext] = []
    wrong: list[str] = []

    def entered(email: str = "", *, javascript: bool = True, viewport: dict[str, int] = PHONE) -> Page:
        context = browser.new_context(base_url=address, java_script_enabled=javascript, viewport=viewport)
        opened.append(context)
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE_TO_OPEN)
        if email:
            context.add_cookies([_cookie(email, address)])
        page = context.new_page()
        page.on("pageerror", lambda problem: wrong.append(f"{page.url}: {problem}"))
        page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 500 else None)
        page.on(
            "console",
            lambda said: (
                wrong.append(f"{page.url}: {said.text}") if "Content Security" in said.text else None
            ),
        )
        return page

    yield entered
    for context in opened:
        context.close()
    assert not wrong


def _cookie(email: str, address: str) -> dict[str, str]:
    account = Account.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or "", "url": address}


@pytest.fixture
def looks_right() -> LooksRight:
    """`looks_right(page)`: axe finds nothing, nothing runs over the edge, and the page has a name."""
    script = AXE.read_text()

    def checked(page: Page) -> None:
        page.evaluate(script)
        found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))")
        assert found == [], page.url
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not too_wide, page.url
        assert page.title().strip(), page.url

    return checked


@pytest.fixture
def picture() -> Callable[..., None]:
    """`picture(page, "journey")` keeps docs/pictures/journey.png, when pictures were asked for.

    `of` gives a part of the page. Names below `all/` are for looking at, and are not kept with the code.
    """

    def taken(page: Page, name: str, *, of: Locator | None = None) -> None:
        if not os.environ.get("THROUGHLINE_PICTURES"):
            return
        path = (LOOKING if name.startswith("all/") else PICTURES) / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if of is not None:
            of.screenshot(path=path)
        else:
            page.screenshot(path=path, full_page=True)

    return taken
