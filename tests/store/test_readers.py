"""Readers on both databases: names that don't look alike, passwords, sessions, and what is left of who leaves."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, func, insert, select, update

from reportedly import lexicon
from reportedly.store import names, readers
from reportedly.store.database import open_engine, reading, writing
from reportedly.store.names import Refused, checked_email, checked_name, checked_password, name_key
from reportedly.store.schema import comments, follows, sessions
from reportedly.store.schema import readers as reader_table

PASSWORD = "the quiet river"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An empty desk."""
    engine = open_engine(url)
    yield engine
    engine.dispose()


def join(connection: Connection, name: str = "Amina Diallo", password: str = "") -> int:
    email = f"{name_key(name)}@example.org"
    return readers.join(connection, name, email, readers.hashed(password) if password else "")


def stored(connection: Connection, reader: int) -> dict[str, object]:
    return dict(connection.execute(select(reader_table).where(reader_table.c.id == reader)).mappings().one())


def test_a_reader_signs_in_with_the_password_and_no_other(engine: Engine) -> None:
    with writing(engine) as connection:
        join(connection, password=PASSWORD)
        known = readers.by_email(connection, f"{name_key('Amina Diallo')}@example.org")
    assert known is not None
    assert known.password.startswith("$argon2id$")
    assert readers.is_right(known.password, PASSWORD)
    assert not readers.is_right(known.password, PASSWORD.upper())
    assert not readers.is_right("", PASSWORD)


def test_where_nobody_is_known_a_password_is_verified_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    verified = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            verified.append(hash)
            return super().verify(hash, password)

    monkeypatch.setattr(readers, "_hasher", Counting())
    assert not readers.is_right(None, PASSWORD)
    assert not readers.is_right(readers.hashed(PASSWORD), "another one")
    assert [PasswordHasher().check_needs_rehash(str(hash)) for hash in verified] == [False, False]


@pytest.mark.parametrize("other", [
    "amina diallo", "AMINA DIALLO", "AminaDiallo", "Amina-Diallo", "Ámína Diallö", "Amina  Diallo", "Ａmina Diallo",
    "Amina Dial\u200blo", "Amlna Diallo", "Amina Dia11o", "Аmina Diallo", "Amina Diall\u03bf", "Arnina Diallo",
    "Amina\ufe0f Diallo", "Amina\u3164Diallo", "Amina Diallo\u115f"])
def test_a_name_that_looks_like_another_is_taken(engine: Engine, other: str) -> None:
    with writing(engine) as connection:
        join(connection)
        with pytest.raises(Refused, match="Another reader") as refused:
            readers.join(connection, other, "other@example.org", "")
        assert refused.value.field == "name"
        assert readers.by_name(connection, other).name == "Amina Diallo"


def test_names_that_differ_are_two_readers(engine: Engine) -> None:
    with writing(engine) as connection:
        for name in ("Amina Diallo", "Amin Diallo", "Amina Diallo 2", "राम", "रोम", "李明", "李朋", "محمد", "Οδυσσέας"):
            join(connection, checked_name(name))
        assert len(readers.everyone(connection)) == 9


@given(st.text(max_size=30))
def test_the_key_of_a_name_is_its_own_key_and_the_same_in_any_case_and_with_spaces(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    assert name_key(name.upper()) == name_key(name.lower())
    assert name_key(f" \u200b{'-'.join(name)}.") == name_key(name)


@given(st.text(max_size=45))
def test_a_name_that_is_allowed_can_be_seen_and_is_allowed_again_as_it_is_stored(name: str) -> None:
    try:
        checked = checked_name(name)
    except Refused:
        return
    assert checked_name(checked) == checked
    assert checked.isprintable()
    assert len(name_key(checked)) >= 1
    assert name_key(checked) == name_key(name)


@pytest.mark.parametrize("name", [
    "", "A", " . ", "--", "a" * 41, "'Amina", "amina@example.org", "<b>Amina</b>", "Amina 😀", "Amina\u202eollaiD", "Amina\0",
    "Amina\x1b[2J", "ab\ud800", "a\u0301\u0302\u0303\u0304b", "\u115f\u115f\u115f", "\u2800\u2800\u2800", "Аmina", "Ρaul",
    "Editor", "The  Desk", "A reader who left", "ADMIN", "аdmіn", "admіn", "REP0RTEDLY"])
def test_names_that_hide_something_or_pretend_are_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_name(name)
    assert refused.value.field == "name"


def test_spaces_of_a_name_are_made_plain() -> None:
    assert checked_name("  Amina \t Diallo\u3000") == "Amina Diallo"
    assert checked_name("Ame\u0301lie O’Brien") == "Am\u00e9lie O’Brien"


@pytest.mark.parametrize("email", [
    "", "a", "@", "a@", "@b", "a b@c.d", "a@b@c", "a\n@b", "a@b\0", "x" * 251 + "@b.c", "a@\ud800"])
def test_what_is_no_email_is_refused(email: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_email(email)
    assert refused.value.field == "email"


def test_an_email_is_known_in_any_case(engine: Engine) -> None:
    with writing(engine) as connection:
        readers.join(connection, "Amina", checked_email(" Amina@Example.ORG "), "")
        assert readers.by_email(connection, "amina@example.org") is not None
        with pytest.raises(Refused, match="can't be used") as refused:
            readers.join(connection, "Awa", checked_email("AMINA@example.org"), "")
        assert refused.value.field == "email"


@pytest.mark.parametrize("password", [
    "", "123456789", "x" * 501, "Amina Diallo", "AMINADIALLO", "amina.d@example.org", "Password123", "1234567890",
    "aaaaaaaaaaaa", "ababababab", "the river\ud800 runs"])
def test_a_password_that_others_would_guess_is_refused(password: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_password(password, "Amina Diallo", "amina.d@example.org")
    assert refused.value.field == "password"


def test_every_common_password_is_long_enough_to_be_worth_its_line() -> None:
    common = lexicon.load("readers")["passwords"]["common"]
    assert len(common) == len(set(common))
    for password in common:
        assert len(password) >= names.SHORTEST_PASSWORD
        assert password == password.casefold()


def test_a_password_is_the_same_however_its_characters_are_typed() -> None:
    two = {checked_password(f"caf{accented} du fleuve", "Amina", "a@b") for accented in ("e\u0301", "\u00e9")}
    assert len(two) == 1


def test_of_those_who_join_with_one_name_at_once_one_gets_it(engine: Engine) -> None:
    ready, outcomes = threading.Barrier(4), []

    def one(number: int) -> None:
        ready.wait()
        try:
            with writing(engine) as connection:
                outcomes.append(readers.join(connection, "Amina", f"{number}@example.org", ""))
        except Refused as error:
            outcomes.append(error.field)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("name") == 3
    with reading(engine) as connection:
        assert [known.id for known in readers.everyone(connection)] == [o for o in outcomes if o != "name"]


def test_a_session_leads_to_its_reader_and_its_secret_is_not_kept(engine: Engine) -> None:
    with writing(engine) as connection:
        reader = join(connection)
        secret, other = readers.begin(connection, reader), readers.begin(connection, reader)
        found = readers.session(connection, secret)
        assert secret != other
        assert len(secret) == 43
        assert found is not None
        assert (found.id, found.name, found.is_editor, found.trusted) == (reader, "Amina Diallo", False, False)
        keys = set(connection.scalars(select(sessions.c.key)))
        assert keys == {hashlib.sha256(one.encode()).hexdigest() for one in (secret, other)}
        assert readers.session(connection, next(iter(keys))) is None
        readers.end(connection, secret)
        assert readers.session(connection, secret) is None
        assert readers.session(connection, other) is not None


def test_a_session_ends_with_its_time_and_is_dropped_with_the_next_one(engine: Engine) -> None:
    with writing(engine) as connection:
        reader = join(connection)
        secret = readers.begin(connection, reader)
        begun, ends = connection.execute(select(sessions.c.begun, sessions.c.ends)).one()
        assert datetime.fromisoformat(ends) - datetime.fromisoformat(begun) == timedelta(days=30)
        connection.execute(update(sessions).values(ends=begun))
        assert readers.session(connection, secret) is None
        readers.begin(connection, reader)
        assert connection.scalar(select(func.count()).select_from(sessions)) == 1


def test_a_new_password_ends_the_sessions_of_that_reader_only(engine: Engine) -> None:
    with writing(engine) as connection:
        amina, awa = join(connection), join(connection, "Awa")
        mine, hers = readers.begin(connection, amina), readers.begin(connection, awa)
        readers.set_password(connection, amina, "new")
        assert readers.session(connection, mine) is None
        assert readers.session(connection, hers) is not None
        assert stored(connection, amina)["password"] == "new"


def test_a_password_stored_anew_does_not_undo_one_that_was_changed_meanwhile(engine: Engine) -> None:
    with writing(engine) as connection:
        reader = join(connection)
        secret = readers.begin(connection, reader)
        readers.restore_password(connection, reader, "", "stronger")
        assert stored(connection, reader)["password"] == "stronger"
        readers.restore_password(connection, reader, "", "older")
        assert stored(connection, reader)["password"] == "stronger"
        assert readers.session(connection, secret) is not None


def test_a_blocked_reader_has_no_session_until_unblocked(engine: Engine) -> None:
    with writing(engine) as connection:
        reader = join(connection)
        secret = readers.begin(connection, reader)
        readers.block(connection, reader, "spam")
        later = readers.begin(connection, reader)
        assert readers.session(connection, secret) is readers.session(connection, later) is None
        assert readers.by_name(connection, "Amina Diallo").blocked == "spam"
        readers.unblock(connection, reader)
        assert readers.session(connection, secret) is None
        assert readers.session(connection, later) is not None


def test_a_role_holds_from_the_next_request_on(engine: Engine) -> None:
    with writing(engine) as connection:
        reader = join(connection)
        secret = readers.begin(connection, reader)
        for role in ("editor", "reader"):
            readers.set_role(connection, reader, readers.checked_role(role))
            found = readers.session(connection, secret)
            assert found is not None
            assert found.is_editor == (role == "editor")
    with pytest.raises(ValueError, match="reader or editor"):
        readers.checked_role("king")


def test_an_email_changes_unless_it_is_another_readers(engine: Engine) -> None:
    with writing(engine) as connection:
        amina = join(connection)
        readers.join(connection, "Awa", "awa@example.org", "")
        readers.set_email(connection, amina, "new@example.org")
        readers.set_email(connection, amina, "new@example.org")
        with pytest.raises(Refused):
            readers.set_email(connection, amina, "awa@example.org")
        assert stored(connection, amina)["email"] == "new@example.org"


def test_of_who_leaves_only_the_comments_stay(engine: Engine) -> None:
    with writing(engine) as connection:
        amina, awa = join(connection, password=PASSWORD), join(connection, "Awa")
        before = stored(connection, amina)
        secret = readers.begin(connection, amina)
        followed = ((amina, "party", "army"), (amina, "reader", awa), (awa, "reader", amina), (awa, "party", "x"))
        connection.execute(insert(follows), [
            {"reader": reader, "kind": kind, "target": str(target), "name": "x", "since": "x"}
            for reader, kind, target in followed])
        connection.execute(insert(comments), {
            "telling": "t", "reader": amina, "at": "2024-01-01", "text": "words", "state": "shown"})
        readers.leave(connection, amina)
        after = stored(connection, amina)
        assert after["name"] == "a reader who left"
        private = {str(before[field]) for field in ("name", "key", "email", "password", "feed")}
        assert not private & set(map(str, after.values()))
        assert readers.session(connection, secret) is None
        assert readers.by_id(connection, amina) is None
        assert readers.by_email(connection, str(after["email"])) is None
        assert [known.name for known in readers.everyone(connection)] == ["Awa"]
        assert connection.execute(select(follows.c.reader, follows.c.target)).all() == [(awa, "x")]
        assert connection.scalars(select(comments.c.text)).all() == ["words"]
        assert readers.session(connection, readers.begin(connection, amina)) is None


def test_a_name_is_free_again_once_its_reader_left_and_many_may_leave(engine: Engine) -> None:
    with writing(engine) as connection:
        for _ in range(3):
            readers.leave(connection, join(connection))
        assert readers.everyone(connection) == []
        with pytest.raises(KeyError, match="no reader is named 'a reader who left'"):
            readers.by_name(connection, "a reader who left")


def test_a_feed_gets_another_address(engine: Engine) -> None:
    with writing(engine) as connection:
        reader = join(connection)
        before = stored(connection, reader)["feed"]
        readers.renew_feed(connection, reader)
        assert stored(connection, reader)["feed"] != before


def test_a_hash_of_other_parameters_is_outdated() -> None:
    assert readers.is_outdated(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD))
    assert not readers.is_outdated(readers.hashed(PASSWORD))


def test_readers_stay_when_the_desk_is_opened_again(new_url: Callable[[], str]) -> None:
    url = new_url()
    engine = open_engine(url)
    with writing(engine) as connection:
        secret = readers.begin(connection, join(connection))
    engine.dispose()
    engine = open_engine(url)
    with reading(engine) as connection:
        assert readers.session(connection, secret) is not None
    engine.dispose()
