"""Markup in any field that is stored or reflected is words: nothing of it runs, on any page, even without a policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from reportedly import Desk
from reportedly.store import deciding, follows, readers, talk
from reportedly.store.database import open_engine, writing
from tests.browser.served import Kept, made
from tests.browser.test_pasting import paste
from tests.browser.visits import Visits, visited

HIT = "window.__hit = 1; alert(1)"
RUNNING = (f"<script>{HIT}</script>", f'<img src="/x" onerror="{HIT}">', f'<svg onload="{HIT}"></svg>',
           '<iframe srcdoc="<script>parent.__hit = 1</script>"></iframe>', f'<details open ontoggle="{HIT}"></details>',
           f'<input autofocus onfocus="{HIT}">')
LINK = f"javascript:{HIT}"
HOSTILE = f"\"'></textarea></title></style></script>{''.join(RUNNING)}"
SHORT = "\"'><img src=/x onerror=__hit=1>"
"""Where there is room for little."""

PEOPLE = {f"Edda {SHORT}": "editor", f"Rami {SHORT}": "reader"}
EDITOR, READER = PEOPLE
STORED = (
    {"title": f"Convoy hit {HOSTILE}", "outlet": f"River {SHORT}", "published": "2024-04-02", "url": LINK,
     "text": f"A roadside bomb killed five soldiers near Gao, Mali, on Monday, the mayor said. {HOSTILE}\n\n"
             f'"It was {RUNNING[1]} terrible," the mayor said. The Sand {SHORT} Front claimed the attack. '
             f"The army accused the Sand Front of the attack. Moussa {SHORT} Diallo, 9, was killed, the mayor said."},
    {"title": "Four die", "outlet": f"Basin {RUNNING[0]}", "published": "2024-04-03",
     "url": f"https://basin.example/{SHORT}",
     "text": f"Gunmen shot dead four traders in Tera, Niger, on Tuesday, the {SHORT} police said. Police blamed bandits."},
    {"title": "Four die", "outlet": f"Basin {RUNNING[0]}", "published": "2024-04-04",
     "url": f"https://basin.example/{SHORT}",
     "text": f"Gunmen shot dead six traders in Tera, Niger, on Tuesday, the {SHORT} police said. {HOSTILE} Bandits did it."},
)
REFLECTED = (
    *(f"/incidents?{name}={{}}" for name in ("text", "country", "since", "until", "type", "grade", "party", "contested",
                                             "box", "page")),
    "/parties?name={}", "/parties?name={}&page=x", "/sources?name={}", "/sources/{}", "/incidents/{}", "/reports/{}",
    "/reports/{}/versions", "/readers/{}", "/comments/{}", "/log/{}", "/log?page={}",
    "/map.svg?text={}", "/incidents/x/sentences?document={}&start=0", "/static/{}", "/{}")
NEXT, TO_LINKS = ("/sign-in?next={}", "/join?next={}"), ("/sources/{}", "/parties?name={}")
"""What an address holds stands in links of these pages, and in where their forms lead to."""

OF_THE_INCIDENT = ("?talk={}", "?done={}", "/sentences?document={}&start=0", "/{}")
PAGES = ("/", "/incidents", "/parties", "/sources", "/log", "/queue", "/me", "/me/settings", "/read", "/docs", "/method")


@pytest.fixture(scope="module")
def stored(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A desk on which every field that can be stored holds markup."""
    kept = made(tmp_path_factory.mktemp("hostile"), STORED, PEOPLE)  # type: ignore[arg-type]
    gao, leer = map(kept.incident, ("Gao", "cattle market"))
    with Desk(kept.path) as desk:
        incident = desk.incident(gao)
    engine = open_engine(str(kept.path))
    with writing(engine) as connection:
        editor, reader = (readers.by_name(connection, name).id for name in PEOPLE)
        for state in ("shown", "waiting", "waiting"):
            words = f"{LINK} https://x.example/{SHORT} {HOSTILE}"
            talk.put(connection, incident, reader, words, state,  # type: ignore[arg-type]
                     account=incident.accounts[0], proposal={"killed": SHORT})
        first = talk.get(connection, 1)
        assert first is not None
        talk.answer(connection, first, editor, HOSTILE, "shown")
        deciding.moderate(connection, 3, "refused", who=EDITOR, because=HOSTILE)
        deciding.correct(connection, gao, {"where": HOSTILE, "actor": SHORT}, who=EDITOR, because=HOSTILE)
        deciding.confirm(connection, gao, who=EDITOR, because=HOSTILE)
        deciding.hide(connection, leer, who=EDITOR, because=HOSTILE)
        for kind, target in (("incident", gao), ("reader", str(editor)), ("party", f"sand {SHORT} front"), ("party", SHORT)):
            follows.follow(connection, reader, kind, target, f"{target} {SHORT}")  # type: ignore[arg-type]
    engine.dispose()
    return kept


@pytest.fixture(scope="module")
def _hostile(browser: Browser, stored: Kept) -> Iterator[Visits]:
    with visited(browser, stored) as visits:
        yield visits


@pytest.fixture
def hostile(_hostile: Visits) -> Iterator[Visits]:
    """Those who visit that desk, with browsers that heed no policy: what isn't escaped runs."""
    yield _hostile
    assert _hostile.leave() == []


def unhit(page: Page) -> None:
    """Opens whatever is folded, so that it is drawn, and asserts that nothing of it ran."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("window.__hit") is None, page.url
    assert page.locator('[href^="javascript:" i], [action^="javascript:" i]').count() == 0


def opened(page: Page, path: str) -> None:
    """Goes there; what is downloaded instead of shown can run nothing."""
    try:
        page.goto(path)
    except Error as error:
        if "Download is starting" not in error.message:
            raise
    else:
        unhit(page)


@pytest.mark.parametrize("markup", RUNNING)
def test_what_runs_is_seen(browser: Browser, markup: str) -> None:
    page = browser.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.route("**/*", lambda route: route.fulfill(body=f"<!doctype html>{markup}", content_type="text/html"))
    page.goto("http://hostile.example/")
    page.wait_for_function("window.__hit === 1")
    page.context.close()
    assert dialogs or "srcdoc" in markup


@pytest.mark.parametrize("markup", RUNNING)
def test_the_policy_stops_what_would_run(visits: Visits, markup: str) -> None:
    page = visits.nobody()
    page.goto("/method")
    page.evaluate("markup => document.body.append(document.createRange().createContextualFragment(markup))", markup)
    page.wait_for_timeout(100)
    assert page.evaluate("window.__hit") is None
    assert any("Content Security Policy" in problem for problem in visits.leave())


@pytest.mark.parametrize("who", ["", READER, EDITOR], ids=["nobody", "reader", "editor"])
def test_nothing_that_is_stored_runs(hostile: Visits, stored: Kept, who: str) -> None:
    page = hostile.signed_in_as(who, bypass_csp=True) if who else hostile.nobody(bypass_csp=True)
    with hostile.expecting(403, 404, 410):
        for path in addresses(stored, who):
            opened(page, path)


def addresses(stored: Kept, who: str) -> Iterator[str]:
    """The pages of that desk that show what it holds; to readers and editors those that aren't the same for everyone."""
    yield from PAGES if who != READER else ("/me", "/me/settings")
    with Desk(stored.path) as desk:
        incidents = (*desk.incidents(country="Mali"), *desk.incidents(country="Niger"))
        withheld, *_ = desk.incidents(text="cattle market")
    for incident in (*incidents, withheld):
        yield f"/incidents/{incident.id}"
    for incident in incidents:
        if who == EDITOR:
            yield f"/incidents/{incident.id}/edit"
        if not who:
            yield from (f"/reports/{report.document}" for report in incident.reports)
            yield from (f"/reports/{report.document}/versions" for report in incident.reports)
            yield from (f"/sources/{quote(origin.name, safe='')}" for origin in incident.origins)
            yield from (f"/parties?name={quote(party.name)}" for party in (*incident.actors, *incident.targets))
    for number in (1, 2, 3, 4) if who == EDITOR else ():
        yield from (f"/comments/{number}", f"/comments/{number}/answer", f"/comments/{number}/moderate", f"/log/{number}")
    yield from ("/readers/1", "/readers/2")


def test_nothing_that_an_address_holds_runs(hostile: Visits, stored: Kept) -> None:
    editor, nobody = hostile.signed_in_as(EDITOR, bypass_csp=True), hostile.nobody(bypass_csp=True)
    incident = f"/incidents/{stored.incident('Gao')}"
    with hostile.expecting(400, 404, 422):
        for path in (*REFLECTED, *(incident + path for path in OF_THE_INCIDENT)):
            opened(editor, path.format(quote(HOSTILE, safe="")))
        for path in (*NEXT, *TO_LINKS):
            for text in (HOSTILE, LINK):
                opened(nobody, path.format(quote(text, safe="")))


def test_nothing_that_is_written_into_a_form_runs(hostile: Visits, stored: Kept) -> None:
    incident = f"/incidents/{stored.incident('Gao')}"
    editor, nobody = hostile.signed_in_as(EDITOR, bypass_csp=True), hostile.nobody(bypass_csp=True)
    with hostile.expecting(400, 403):
        for page, path, button in ((nobody, "/join", "Join"), (nobody, "/sign-in", "Sign in"),
                                   (editor, f"{incident}/edit", "Correct"), (editor, f"{incident}/edit", "Merge"),
                                   (editor, incident, "Comment")):
            page.goto(path)
            form = page.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            for control in form.get_by_role("textbox").or_(form.get_by_label("Password")).all():
                if control.is_visible() and control.get_attribute("type") not in ("date", "email"):
                    control.fill(HOSTILE)
            for control in form.get_by_label("E-mail").all():
                control.fill("a@b.example")
            form.get_by_role("button", name=button, exact=True).click()
            page.wait_for_load_state("networkidle")
            unhit(page)


def test_nothing_in_a_report_that_is_pasted_runs(visits: Visits) -> None:
    page = visits.nobody(bypass_csp=True)
    page_of = f"<!doctype html><html><body><article><p>{STORED[1]['text']}</p></article></body></html>"
    for text in (STORED[0]["text"], page_of):
        paste(page, text, SHORT)
        expect(page.get_by_role("heading", level=1)).to_have_text(SHORT)
        unhit(page)


def test_what_a_map_shows_is_words(hostile: Visits) -> None:
    page = hostile.nobody(bypass_csp=True)
    page.goto("/")
    marks = page.get_by_role("region", name="Map").get_by_role("button", name=re.compile(";"))
    expect(marks.first).to_be_visible()
    for number in range(marks.count()):
        marks.nth(number).dispatch_event("click")
        unhit(page)
