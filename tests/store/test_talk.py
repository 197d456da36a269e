"""What readers say stays with what it was said on, through merges, splits and new versions; news is of all that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, insert, select, update

from reportedly import DeskIncident
from reportedly.store import carried, deciding, documents, follows, linking, readers, receipts, talk
from reportedly.store.database import open_engine
from reportedly.store.follows import News
from reportedly.store.schema import comments, incidents, tellings
from reportedly.store.schema import documents as document_table
from reportedly.store.schema import follows as follow_table
from reportedly.store.schema import readers as reader_table
from tests.store.conftest import Reader, emptied
from tests.store.made import REPORTS
from tests.store.whole import built

LONG_AGO = "2020-01-01T00:00:00+00:00"
WHY = {"who": "Amina", "because": "seen"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stocked(request: pytest.FixtureRequest, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a desk with the made-up reports."""
    url = f"sqlite:///{tmp_path_factory.mktemp('talk')}/desk.db"
    if request.param != "sqlite":
        url = emptied(str(request.getfixturevalue("postgres")), "talk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reportedly.pipeline.results", reader.results)
        built(url, REPORTS.values())
    return url


@pytest.fixture
def desk(stocked: str) -> Iterator[Connection]:
    """A transaction on that desk, which never was."""
    engine = open_engine(stocked)
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()
    engine.dispose()


def joined(desk: Connection, name: str) -> int:
    return readers.join(desk, name, f"{name.lower()}@reader.example", "-")


def incident_of(desk: Connection, name: str, *, last: bool = False) -> DeskIncident:
    """The incident that a made-up report tells of first, or last."""
    c = tellings.c
    query = select(c.incident).join(document_table, document_table.c.id == c.document).where(
        document_table.c.text == REPORTS[name]["text"], document_table.c.outlet == REPORTS[name]["outlet"], c.whole)
    id_ = desk.scalar(query.order_by(c.start.desc() if last else c.start).limit(1))
    content = desk.scalar(select(incidents.c.content).where(incidents.c.id == id_))
    assert content is not None, name
    return DeskIncident.from_json(content)


def said(desk: Connection, incident: str, viewer: int | None = None) -> list[tuple[int, int | None, bool]]:
    return [(place.id, place.root, place.visible) for place in talk.places(desk, incident, viewer)]


def comment(desk: Connection, id_: int) -> talk.Comment:
    found = talk.get(desk, id_)
    assert found is not None
    return found


def dated(desk: Connection, id_: int, at: str) -> None:
    desk.execute(update(comments).where(comments.c.id == id_).values(at=at))


def test_a_comment_has_what_was_given(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    proposal = {"killed": "7", "type": "shelling"}
    id_ = talk.put(desk, market, aya, "Seven, I hear.\n\nÉtoile “x” 🕊", "shown", proposal=proposal)
    found = comment(desk, id_)
    assert (found.incident, found.telling, found.author, found.role) == (market.id, market.id, "Aya", "reader")
    assert (found.text, found.proposal, found.state) == ("Seven, I hear.\n\nÉtoile “x” 🕊", proposal, "shown")
    assert (found.account, found.parent, found.taken, found.hidden) == (None, None, None, False)
    assert talk.get(desk, id_ + 1) is None


def test_a_discussion_has_two_levels_each_oldest_first(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    one, other = (talk.put(desk, market, aya, "x", "shown") for _ in range(2))
    late = talk.answer(desk, comment(desk, one), aya, "x", "shown")
    early = talk.answer(desk, comment(desk, one), aya, "x", "shown")
    deep = talk.answer(desk, comment(desk, early), aya, "x", "shown")
    for id_, minute in ((other, 1), (one, 2), (early, 3), (deep, 4), (late, 5)):
        dated(desk, id_, f"2024-05-20T10:0{minute}:00+00:00")
    assert said(desk, market.id) == [
        (other, None, True), (one, None, True), (early, one, True), (deep, one, True), (late, one, True)]


def test_what_waits_is_seen_by_its_author_and_what_is_refused_by_nobody(desk: Connection) -> None:
    aya, ben, market = joined(desk, "Aya"), joined(desk, "Ben"), incident_of(desk, "wire")
    waits = talk.put(desk, market, aya, "x", "waiting")
    talk.put(desk, market, aya, "x", "refused")
    assert said(desk, market.id, aya) == [(waits, None, True)]
    assert said(desk, market.id, ben) == said(desk, market.id) == []
    assert [c.id for c in talk.waiting(desk).rows] == [waits]
    assert talk.count_waiting(desk) == 1


def test_the_answers_to_a_comment_that_was_taken_down_stay(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    first = talk.put(desk, market, aya, "x", "shown")
    answer = talk.answer(desk, comment(desk, first), aya, "x", "shown")
    deciding.moderate(desk, first, "refused", **WHY)
    assert said(desk, market.id, aya) == [(first, None, False), (answer, first, True)]
    deciding.moderate(desk, answer, "refused", **WHY)
    assert said(desk, market.id, aya) == []


def test_the_discussion_goes_where_a_merge_takes_it_and_comes_back_with_its_undoing(desk: Connection) -> None:
    aya, market, night = joined(desk, "Aya"), incident_of(desk, "wire"), incident_of(desk, "night")
    there, here = talk.put(desk, night, aya, "night", "shown"), talk.put(desk, market, aya, "market", "shown")
    answer = talk.answer(desk, comment(desk, there), aya, "x", "shown")
    into = deciding.merge(desk, market.id, night.id, **WHY)
    assert {id_ for id_, _, _ in said(desk, into)} == {there, here, answer}
    assert comment(desk, there).incident == comment(desk, here).incident == into
    deciding.undo(desk, talk.newest_decision(desk), **WHY)
    assert said(desk, market.id) == [(here, None, True)]
    assert said(desk, night.id) == [(there, None, True), (answer, there, True)]


def test_a_comment_on_an_account_goes_with_its_report_when_that_is_split_off(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    account = next(a for a in market.accounts if a.source[-1] == "Sahel Bulletin")
    on, rest = talk.put(desk, market, aya, "x", "shown", account=account), talk.put(desk, market, aya, "x", "shown")
    assert comment(desk, on).account == " ← ".join(account.source)
    left, other = deciding.split(desk, market.id, [account.document], **WHY)
    assert said(desk, left) == [(rest, None, True)]
    assert said(desk, other) == [(on, None, True)]
    assert comment(desk, on).document == account.document


def test_a_comment_on_an_account_without_a_telling_of_its_own_stands_on_the_incident(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    account = replace(market.accounts[0], document="no report of it")
    assert comment(desk, talk.put(desk, market, aya, "x", "shown", account=account)).telling == market.id


def test_what_is_said_goes_to_the_new_version_of_a_report(desk: Connection, reader: Reader) -> None:
    aya, market, old = joined(desk, "Aya"), incident_of(desk, "murder"), incident_of(desk, "murder").id
    id_ = talk.put(desk, market, aya, "x", "shown")
    follows.follow(desk, aya, "incident", old, "x")
    gone = carried.standing(desk, (report.document for report in market.reports))
    text = f"{REPORTS['murder']['text']} He had taught there for ten years."
    newer = receipts.Receipt.of({**REPORTS["murder"], "text": text})
    receipts.put(desk, newer)
    dossier = next(iter(reader.results([newer.report()])))
    keys, stale = documents.put(desk, newer.id, dossier)  # type: ignore[arg-type]
    for report in market.reports:
        stale |= documents.withdraw(desk, report.document)
    linking.link(desk, keys, stale)
    assert talk.get(desk, id_).incident is None  # type: ignore[union-attr]
    carried.carry(desk, gone, newer.id)
    found = comment(desk, id_)
    assert found.document == newer.id
    assert said(desk, found.incident or "") == [(id_, None, True)]
    assert follows.follows_it(desk, aya, "incident", found.incident or "")


def test_what_still_stands_is_not_carried_away(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    id_ = talk.put(desk, market, aya, "x", "shown")
    carried.carry(desk, [(market.id, 0)], incident_of(desk, "murder").reports[0].document)
    assert comment(desk, id_).incident == market.id


def test_letting_a_comment_stand_makes_its_writer_trusted_until_it_is_undone(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    id_ = talk.put(desk, market, aya, "x", "waiting")
    trusted = select(reader_table.c.trusted).where(reader_table.c.id == aya)
    number = deciding.moderate(desk, id_, "shown", **WHY)
    assert (comment(desk, id_).state, desk.scalar(trusted)) == ("shown", True)
    deciding.undo(desk, number, **WHY)
    assert (comment(desk, id_).state, desk.scalar(trusted)) == ("waiting", False)


def test_the_reason_of_a_refusal_is_found(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    ids = [talk.put(desk, market, aya, "x", "waiting") for _ in range(3)]
    deciding.moderate(desk, ids[0], "refused", who="Amina", because="an advertisement")
    deciding.moderate(desk, ids[1], "shown", who="Amina", because="in order")
    found = talk.refusals(desk, ids)
    assert {id_: decision.because for id_, decision in found.items()} == {ids[0]: "an advertisement"}
    assert talk.refusals(desk, ids[1:]) == {}


def test_a_proposal_is_open_until_a_decision_on_it_stands(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    plain = talk.put(desk, market, aya, "x", "shown")
    waits = talk.put(desk, market, aya, "x", "waiting", proposal={"killed": "7"})
    one, other = (talk.put(desk, market, aya, "x", "shown", proposal={"killed": killed}) for killed in ("7", "9"))
    assert [c.id for c in talk.proposals(desk).rows] == [one, other]
    taken = talk.correct(desk, comment(desk, one), **WHY)
    left = talk.leave(desk, comment(desk, other), **WHY)
    assert talk.proposals(desk).rows == ()
    assert incident_of(desk, "wire").estimate("killed").best == 7  # type: ignore[union-attr]
    assert talk.verbs_of(desk, [taken, left, None]) == {taken: "correct", left: "moderate"}
    assert (comment(desk, one).taken, comment(desk, other).taken, comment(desk, other).state) == (taken, left, "shown")
    deciding.undo(desk, left, **WHY)
    assert [c.id for c in talk.proposals(desk).rows] == [other]
    assert talk.undone_of(desk, [taken, left]) == {left: left + 1}
    for id_ in (plain, waits, one):
        with pytest.raises(ValueError, match="decided on"):
            talk.correct(desk, comment(desk, id_), **WHY)


def test_a_decision_on_a_proposal_needs_a_reason(desk: Connection) -> None:
    id_ = talk.put(desk, incident_of(desk, "wire"), joined(desk, "Aya"), "x", "shown", proposal={"killed": "7"})
    for decide in (talk.correct, talk.leave):
        with pytest.raises(ValueError, match="reason"):
            decide(desk, comment(desk, id_), who="Amina", because=" ")


def test_a_reader_shows_others_only_what_is_shown(desk: Connection) -> None:
    aya, market, night = joined(desk, "Aya"), incident_of(desk, "wire"), incident_of(desk, "night")
    shown, waits = talk.put(desk, market, aya, "x", "shown"), talk.put(desk, market, aya, "x", "waiting")
    withheld = talk.put(desk, night, aya, "x", "shown")
    deciding.hide(desk, night.id, **WHY)
    assert [c.id for c in talk.said_by(desk, aya).rows] == [shown]
    assert [c.id for c in talk.said_by(desk, aya, own=True).rows] == [withheld, waits, shown]


def test_lists_come_in_pages(desk: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "LISTED", 2)
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    ids = [talk.put(desk, market, aya, "x", "waiting") for _ in range(3)]
    first, second = talk.waiting(desk), talk.waiting(desk, 2)
    assert (first.total, first.pages, [c.id for c in first.rows], [c.id for c in second.rows]) == (3, 2, ids[:2], ids[2:])


def why(news: tuple[News, ...]) -> list[tuple[str, int | None]]:
    return [(item.why, item.comment.id if item.comment else None) for item in news]


def test_news_has_each_comment_once_for_its_best_reason(desk: Connection) -> None:
    aya, ben, cem = joined(desk, "Aya"), joined(desk, "Ben"), joined(desk, "Cem")
    market, night = incident_of(desk, "wire"), incident_of(desk, "night")
    mine = talk.put(desk, market, aya, "x", "shown")
    answer = talk.answer(desk, comment(desk, mine), ben, "x", "shown")
    elsewhere, there = talk.put(desk, night, ben, "x", "shown"), talk.put(desk, market, cem, "x", "shown")
    talk.answer(desk, comment(desk, mine), cem, "x", "waiting")
    talk.put(desk, night, cem, "x", "shown")
    for minute, id_ in enumerate((mine, answer, elsewhere, there)):
        dated(desk, id_, f"2024-05-20T10:0{minute}:00+00:00")
    assert why(follows.news(desk, aya)) == [("answer", answer)]
    follows.follow(desk, aya, "reader", str(ben), "Ben")
    follows.follow(desk, aya, "incident", market.id, "the market")
    desk.execute(update(follow_table).values(since="2999-01-01T00:00:00+00:00"))
    assert why(follows.news(desk, aya)) == [("incident", there), ("reader", elsewhere), ("answer", answer)]


def test_reports_and_decisions_are_news_from_when_an_incident_is_followed(desk: Connection) -> None:
    aya, market, night = joined(desk, "Aya"), incident_of(desk, "wire"), incident_of(desk, "night")
    deciding.confirm(desk, night.id, **WHY)
    follows.follow(desk, aya, "incident", market.id, "the market")
    desk.execute(update(follow_table).values(since="2999-01-01T00:00:00+00:00"))
    deciding.confirm(desk, market.id, **WHY)
    assert follows.news(desk, aya) == ()
    desk.execute(update(follow_table).values(since=LONG_AGO))
    id_ = talk.put(desk, market, aya, "x", "waiting")
    deciding.undo(desk, deciding.moderate(desk, id_, "shown", **WHY), **WHY)
    found = follows.news(desk, aya)
    assert {item.incident for item in found} == {market.id}
    assert [item.decision.verb for item in found if item.decision] == ["confirm"]
    assert {item.report.document for item in found if item.report} == {r.document for r in market.reports}
    assert [item.at for item in found] == sorted((item.at for item in found), reverse=True)


def test_news_is_of_what_an_incident_became(desk: Connection) -> None:
    aya, market, night = joined(desk, "Aya"), incident_of(desk, "wire"), incident_of(desk, "night")
    for incident in (market, night):
        follows.follow(desk, aya, "incident", incident.id, "x")
    into = deciding.merge(desk, night.id, market.id, **WHY)
    (merged,) = (item for item in follows.news(desk, aya) if item.decision)
    assert (merged.incident, merged.decision.verb) == (into, "merge")  # type: ignore[union-attr]
    assert {one.incident for one in follows.followed(desk, aya)} == {into}
    assert follows.follows_it(desk, aya, "incident", into)
    follows.leave(desk, aya, "incident", into)
    assert follows.followed(desk, aya) == ()


def test_an_incident_that_names_a_party_is_news_if_the_desk_had_nothing_of_it_before(desk: Connection) -> None:
    aya, market = joined(desk, "Aya"), incident_of(desk, "wire")
    name = market.origins[0].name
    follows.follow(desk, aya, "party", name.casefold(), name)
    desk.execute(update(follow_table).values(since=LONG_AGO))
    found = follows.news(desk, aya)
    assert market.id in {item.incident for item in found}
    assert {(item.why, item.party) for item in found} == {("party", name)}
    desk.execute(update(follow_table).values(since="2999-01-01T00:00:00+00:00"))
    assert follows.news(desk, aya) == ()


def test_nothing_withheld_is_news(desk: Connection) -> None:
    aya, ben, market = joined(desk, "Aya"), joined(desk, "Ben"), incident_of(desk, "wire")
    mine = talk.put(desk, market, aya, "x", "shown")
    talk.answer(desk, comment(desk, mine), ben, "x", "shown")
    for kind, target in (("reader", str(ben)), ("incident", market.id), ("party", market.origins[0].name.casefold())):
        follows.follow(desk, aya, kind, target, target)  # type: ignore[arg-type]
    desk.execute(update(follow_table).values(since=LONG_AGO))
    assert {item.why for item in follows.news(desk, aya)} == {"answer", "incident", "party"}
    deciding.hide(desk, market.id, **WHY)
    assert [item for item in follows.news(desk, aya) if item.incident == market.id] == []
    assert next(one for one in follows.followed(desk, aya) if one.kind == "incident").incident is None


def test_a_party_is_followed_by_its_whole_name(desk: Connection) -> None:
    aya = joined(desk, "Aya")
    follows.follow(desk, aya, "party", "%", "%")
    desk.execute(update(follow_table).values(since=LONG_AGO))
    assert follows.news(desk, aya) == ()


def test_one_follows_once_and_not_too_many(desk: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    aya = joined(desk, "Aya")
    monkeypatch.setattr(follows, "MOST", 1)
    follows.follow(desk, aya, "party", "the army", "The Army")
    follows.follow(desk, aya, "party", "the army", "The Army")
    with pytest.raises(ValueError, match="at most"):
        follows.follow(desk, aya, "party", "the navy", "The Navy")
    follows.leave(desk, aya, "party", "the army")
    assert not follows.follows_it(desk, aya, "party", "the army")


def test_readers_are_followed_by_the_name_that_they_have(desk: Connection) -> None:
    aya, ben = joined(desk, "Aya"), joined(desk, "Ben")
    follows.follow(desk, aya, "reader", str(ben), "Ben")
    desk.execute(update(reader_table).where(reader_table.c.id == ben).values(name="Benno"))
    assert [one.name for one in follows.followed(desk, aya)] == ["Benno"]
    readers.leave(desk, ben)
    assert follows.followed(desk, aya) == ()
    (left,) = follows.people(desk, [ben])
    assert (left.left, left.name) == (True, "a reader who left")


def test_a_feed_is_found_by_its_secret_alone_and_never_of_who_is_blocked(desk: Connection) -> None:
    aya = joined(desk, "Aya")
    secret = desk.scalar(select(reader_table.c.feed).where(reader_table.c.id == aya)) or ""
    assert follows.of_feed(desk, secret).id == aya  # type: ignore[union-attr]
    assert follows.of_feed(desk, secret[:-1]) is follows.of_feed(desk, "") is None
    readers.block(desk, aya, "advertises")
    assert follows.of_feed(desk, secret) is None


def test_an_incident_that_no_report_tells_of_keeps_its_comments_for_their_authors(desk: Connection) -> None:
    aya = joined(desk, "Aya")
    desk.execute(insert(comments).values(telling="gone", reader=aya, at=LONG_AGO, text="x", state="shown"))
    assert talk.said_by(desk, aya).rows == ()
    (own,) = talk.said_by(desk, aya, own=True).rows
    assert (own.incident, own.document) == (None, None)
    with pytest.raises(KeyError):
        talk.leave(desk, replace(own, proposal={"killed": "1"}), **WHY)
