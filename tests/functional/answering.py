"""Answering whatever page is open, as a person would: look what is asked, fill it in, go on."""

from playwright.sync_api import Locator, Page

DRAWING = {"name": "drawing.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%a drawing\n"}
USUAL = {
    "business_name": "Amara's Table",
    "food_idea": "Jollof, plantain and grilled fish at one long table.",
    "alcohol_person": "Amara Okoye",
    "keyholder": "Amara, 01632 960 142",
    "mobile": "01632 960 142",
    "seats": "24",
    "staff": "3",
    "ways_out": "2",
    "outdoor_tables": "4",
}
NO = {"sells_alcohol", "outdoor_seating"}
MOST = 30


def answer_until(page: Page, ending: str) -> None:
    """Answer question after question until the address ends so."""
    for _ in range(MOST):
        if page.url.endswith(ending):
            return
        answer(page)
    raise AssertionError(f"{MOST} questions, and still not at {ending}: {page.url}")


def answer(page: Page) -> None:
    form = page.locator("main form").first
    if form.locator("input[type=radio]").count():
        _choose(form)
    elif form.locator("input[type=file]").count():
        form.locator("input[type=file]").set_input_files(files=[DRAWING])
    elif form.locator("input[name$=-day]").count():
        for part, value in (("day", "27"), ("month", "3"), ("year", "2027")):
            form.locator(f"input[name$=-{part}]").fill(value)
    elif form.locator("input[name$=-line1]").count():
        for part, value in (("line1", "12 Market Square"), ("town", "Aldermere"), ("postcode", "AM2 3CE")):
            form.locator(f"input[name$=-{part}]").fill(value)
    else:
        box = form.locator("input:not([type=hidden]), textarea").first
        box.fill(USUAL.get(box.get_attribute("name") or "", "Yes, gladly"))
    form.locator("button[type=submit]").first.click()


def _choose(form: Locator) -> None:
    radios = form.locator("input[type=radio]")
    name = radios.first.get_attribute("name")
    wanted = form.locator(f"input[type=radio][value={'no' if name in NO else 'yes'}]")
    (wanted if wanted.count() else radios).first.check()
