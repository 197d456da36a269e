from __future__ import annotations

import dataclasses

from reportedly.publish.desk_outline import DeskOutline, Topic
from reportedly.publish.desk_passages import passages, quotes_in
from reportedly.publish.desk_reading import desk_outline, report_count
from reportedly.weigh.types import Quote
from tests.publish.made_desk import ACCOUNTS, CONTESTED, SIMPLE, TEXTS, quote


def labels(topics: tuple[Topic, ...]) -> list[str]:
    return [topic.label for topic in topics]


def read() -> DeskOutline:
    return desk_outline(CONTESTED)


def test_reports_are_numbered_by_time_and_a_day_alone_comes_at_its_end() -> None:
    documents = [view.report.document for view in read().reports]
    assert documents == ["wire", "copy", "medics", "ministry", "coalition", "army", "back", "back-2", "army-copy"]
    assert read().reference("medics") == "R3"


def test_a_report_that_is_not_in_the_list_keeps_its_id() -> None:
    assert read().reference("0123456789abcdef") == "0123456789ab"


def test_what_is_disputed_is_not_among_what_is_agreed() -> None:
    plan = read()
    assert labels(plan.agreed) == ["Where"]
    assert labels(plan.alone) == ["When", "Hit"]
    assert labels(plan.disputed) == ["What", "Who did it", "Victims"]
    what = plan.disputed[0].items[0]
    assert what.note == "4 accounts of 3 independent origins: A, B, C"
    assert [(speaker.name, speaker.documents) for speaker in what.against] == [
        ("lake task force", ("coalition",)), ("Niger's army", ("army", "army-copy"))]


def test_nothing_agreed_by_several_origins_is_said() -> None:
    assert labels(desk_outline(dataclasses.replace(CONTESTED, fields={})).agreed) == ["Nothing"]
    assert not desk_outline(SIMPLE).agreed


def test_an_origin_that_only_passes_others_on_is_not_counted() -> None:
    summary = {topic.label: topic for topic in read().summary}
    assert summary["Reports"].items[0].text == "8 reports, 7 outlets, 5 independent origins"
    assert summary["Origins"].items[-1].speakers[0].text == "F, Basin Post, in its own voice"
    assert "not counted" in summary["Origins"].items[-1].note


def test_versions_of_one_address_are_one_report() -> None:
    assert len(CONTESTED.reports) == 9
    assert report_count(CONTESTED) == 8


def test_the_rule_of_a_figure_is_named_and_what_an_editor_set() -> None:
    summary = {topic.label: topic.items[0] for topic in read().summary}
    assert (summary["Killed"].text, summary["Killed"].note) == (
        "low 2, best 6, high 6", "the figure of most independent origins")
    assert summary["Injured"].note == "set by an editor"


def test_one_statement_in_two_copies_is_shown_once_with_both_reports() -> None:
    denials = next(acts for acts in read().acts if acts.heading == "Who denies").sayings
    army = [saying for saying in denials if saying.source[0] == "Niger's army"]
    assert [[q.document for cited in saying.cited for q in cited.quotes] for saying in army] == [["army", "army-copy"]] * 2


def test_plain_reports_are_no_acts() -> None:
    assert [acts.heading for acts in read().acts] == ["Who accuses", "Who denies", "Who claims"]


def test_the_same_figure_in_copies_of_one_text_is_one_row() -> None:
    plan = read()
    assert plan.kinds == ("killed", "injured")
    assert [row.speaker.documents for row in plan.moved] == [
        ("wire", "copy"), ("medics",), ("ministry",), ("back",), ("back-2",)]
    assert [cell.text for row in plan.moved for cell in row.cells[0]] == ["6", "6", "2", "2", "3"]
    assert "replaced later" in plan.moved[3].cells[0][0].note


def test_sentences_that_an_origin_repeats_are_shown_once() -> None:
    army_source = read().origins[0].accounts
    assert army_source[1].repeats == ("wire",)
    assert not army_source[1].passages
    assert not army_source[1].items


def test_copies_of_one_text_hang_together_under_who_passed_it_on() -> None:
    trees = {tree.speaker.letter: tree for tree in read().trees}
    assert [(branch.name, branch.carriers) for branch in trees["A"].root.branches] == [
        ("Meridian Press", (("wire", "copy"), ("medics",)))]
    assert trees["E"].root.carriers == (("army", "army-copy"),)


def test_every_quotation_stands_in_a_sentence_of_its_report() -> None:
    shown = {(view.report.document, passage.start + own.start, passage.start + own.end)
             for view in read().reports for passage in view.passages for own in passage.own}
    quotes = list(quotes_in(CONTESTED))
    assert len(quotes) > 50
    assert shown == {(quote.document, quote.span.start, quote.span.end) for quote in quotes}


def test_sentences_that_overlap_are_one_passage_of_the_report() -> None:
    first, second = quote("army", "denied"), quote("army", "No such strike")
    both = dataclasses.replace(first, sentence=TEXTS["army"], sentence_start=0)
    assert [(p.start, p.text) for p in passages([second, both, first])] == [(0, TEXTS["army"])]
    assert len(passages([first, second])) == 2


def test_the_words_of_an_account_are_all_in_its_passages() -> None:
    for account in ACCOUNTS:
        shown = passages(quotes_in(account), account.said)
        quotes: set[Quote] = set(quotes_in(account))
        assert all(any(q.text in passage.text for passage in shown) for q in quotes)
        assert sum(len(passage.own) for passage in shown) == len(quotes)
