"""Phrases headed by a noun for people or for a body of people: "an Iraqi military source", "rebels", "the army"."""

from __future__ import annotations

from reportedly.extract.parties.finder import Finder
from reportedly.extract.parties.known import Hit
from reportedly.extract.parties.mentions import (
    ARGUMENTS,
    ARMED_BODIES,
    PEOPLE,
    PLURAL_TAGS,
    Mention,
    Noun,
    branches,
    coalition_key,
    gender_of,
    kinds,
    nouns,
)
from reportedly.extract.parties.units import formation
from reportedly.extract.parties.words import CLOSING_QUOTES, COMPLEMENTS, word_set

OWNING = frozenset(("bodies", "governments"))
ATTRIBUTES = frozenset(("bodies", "heads", "governments", "fighters", "attackers", "machines"))
FORCES = frozenset(("heads", "bodies", "personnel", "machines"))
STANDS_FOR = frozenset(("heads", "machines", "groups"))
PLURAL_ONLY = frozenset(("fighters", "personnel"))
NAMED_BODIES = frozenset(("organisations", "outlets", "name_heads"))
NOT_OF_NAMES = frozenset(("DET", "PART", "PUNCT", "NUM", "PRON"))
UNREAL = frozenset(("attr", "pobj", "oprd"))
"""Where a bare singular names no one: "to be president", "for president"."""

ARMED = FORCES | {"fighters", "groups", "attackers"}
OF = frozenset(("of",))
"""What adds to the name of who fights; "for", "at" and "from" behind it say why and where."""
FROM = frozenset(("from",))
"""What may say of which body they are."""
NOUN_LIKE = frozenset(("fighters", "peoples"))
"""Nouns that the tagger takes for adjectives."""

ISSUER_REACH = 8
"""How many tokens behind "statement" its "by" may stand, and the noun behind that."""


def find_nouns(finder: Finder) -> None:
    """Adds a mention for every phrase headed by a noun of the lexicon."""
    table, words = nouns(), finder.words
    for i, lower in enumerate(words.lower):
        noun = table.get(lower)
        if noun is None or i in finder.taken or i in finder.hit_at or not _is_noun(finder, i, noun):
            continue
        if not words.modifies(i) or _is_first_of_two(finder, i, noun):
            _read_phrase(finder, i, noun)
        elif _is_attribute(finder, i, noun):
            _read_phrase(finder, i, noun, inner=True)


def _is_noun(finder: Finder, i: int, noun: Noun) -> bool:
    """Is the token one as a noun? Words for fighters are, whatever the tagger says."""
    words = finder.words
    if words.pos[i] in ("NOUN", "PROPN") or (noun.category == "fighters" and words.lower[i] != noun.singular):
        return True
    return words.pos[i] == "ADJ" and (words.modifies(i) or (words.dep[i] in ARGUMENTS and noun.category in NOUN_LIKE))


def _is_first_of_two(finder: Finder, i: int, noun: Noun) -> bool:
    """Whether the body stands beside others in arms, and is not what they are of: "the army | and Russian mercenaries"."""
    words, last = finder.words, finder.words.head[i]
    beside = noun.category == "bodies" and words.dep[i] == "nmod" and words.lower[last] in nouns()
    return beside and any(words.head[j] == i and words.dep[j] == "cc" for j in range(i + 1, last))


def _is_attribute(finder: Finder, i: int, noun: Noun) -> bool:
    """"army" in "an army spokesman" is what the person belongs to; "rebel" in "rebel shelling" is who did it."""
    outer = nouns().get(finder.words.lower[finder.words.head[i]])
    if outer is None:
        return noun.category in ATTRIBUTES
    if noun.singular in word_set("forces", "guards"):
        return finder.words.lower[i - 1] in word_set("forces", "units")  # "National Guard | troops"
    men = outer.category == "personnel" or outer.singular in word_set("people", "bands")
    if men or (noun.category == "heads" and outer.category == "unnamed"):
        return noun.category == "bodies" or noun.singular in word_set("forces", "of_people")
    return outer.category in ("unnamed", "documents") and (noun.category in OWNING or noun.category == "organisations")


def _read_phrase(finder: Finder, i: int, noun: Noun, inner: bool = False) -> None:
    words = finder.words
    start, quantity = finder.quantity(i, _bracketed(finder, words.phrase_start(i)))
    end, within = finder.end_of(i + 1, OF if noun.category in ARMED else COMPLEMENTS)
    if within is not None and noun.singular in word_set("people", "armed_groups") and not (
            words.text[within][0].isupper() or words.lower[within] in nouns()):
        end, within = i + 1, None  # "accused the militia of the killing"
    plural = words.tag[i] in PLURAL_TAGS or (words.tag[i] == "NNP" and words.lower[i] != noun.singular) or (
        noun.singular in word_set("people", "collectives") and words.lower[i] != "person")
    if inner and noun.category == "fighters":
        plural = True
    if words.lower[start] in word_set("people", "nobody"):
        return
    whose = finder.hit_at.get(start - 1) if inner and noun.category in FORCES else None
    if whose is not None and whose.end == start and whose.known.field == "countries" and not finder.linked(whose):
        start = whose.start  # "a Syrian army | raid"
    definite, counted = finder.reference(start, i)
    definite = definite or (inner and start == i and noun.category == "governments")  # "regime | shelling" is the regime's
    mention = Mention(start, end, i, kinds()[noun.category], words.words(start, end), noun=noun.singular, plural=plural,
                      category=noun.category, acting=not inner, definite=definite, counted=counted or quantity,
                      gender=None if plural else gender_of(noun.singular))
    first = min(start, words.phrase_start(words.head[i])) if inner else start
    before = [hit for hit in finder.hits_between(first, i) if not finder.linked(hit)]
    after = [hit for hit in finder.hits_between(i + 1, end) if not finder.linked(hit)]
    near = [*reversed(before), *after]
    mention.country = next((hit.known.country for hit in near if hit.known.field == "countries"), None)
    name = next((hit for hit in near if hit.known.field != "countries"), None)
    sent = noun.singular in word_set("people", "sent")
    if sent:
        name = within = None
    if name is not None:
        mention.member = words.root(name.start, name.end)
        mention.country = mention.country or name.known.country
    elif within is not None:
        mention.member = within
    if name is None and (noun.category in PEOPLE or noun.category in FORCES):
        mention.member = _group_behind(finder, end) or mention.member
    if mention.member is None and not inner:
        owners = (m.head for m in finder.mentions[-4:] if start <= m.head < i and (
            m.category in OWNING or m.noun in word_set("forces", "of_people")))
        mention.member = next(owners, None)
    if _settle(finder, mention, [] if sent else near):
        finder.add(mention)
        if mention.category in FORCES and mention.key is not None and mention.country is not None:
            _add_sharing(finder, mention, mention.key, mention.country)


def _add_sharing(finder: Finder, force: Mention, key: str, country: str) -> None:
    """Adds the nations before a force that share its noun: "Kenyan" and "Ugandan" in "Kenyan, Ugandan and Burundian troops"."""
    words, own = finder.words, finder.hit_at.get(force.start)
    joint, joints = force.start - 1, word_set("grammar", "last_joints")
    while own is not None and own.start == force.start and joint > 0 and words.lower[joint] in joints:
        hit = finder.hit_at.get(joint - 1)
        if hit is None or hit.end != joint or hit.known.field != "countries" or hit.known.country in (None, country):
            return
        root = words.root(hit.start, hit.end)
        describes = hit.known.form == "people" or words.head[root] == force.head
        if root in finder.taken or words.dep[root] in ARGUMENTS or not describes:
            return
        finder.add(Mention(
            hit.start, hit.end, root, force.kind, f"{words.words(hit.start, hit.end)} {words.words(own.end, force.end)}",
            key=key.replace(f":{country}", f":{hit.known.country}", 1), country=hit.known.country, noun=force.noun,
            category=force.category, named=force.named, plural=True, acting=force.acting, noun_at=force.head))
        joint, joints = hit.start - 1, word_set("grammar", "joints")


def _group_behind(finder: Finder, end: int) -> int | None:
    """The armed group that the words behind a phrase say the people are of: "rebels from the front", "from Third Brigade"."""
    words = finder.words
    begin = end + 1 if words.lower[end:end + 1] in (["of"], ["from"]) else None
    while begin is not None and begin < len(words) and words.pos[begin] in ("DET", "ADJ", "PUNCT"):
        begin += 1
    hit = finder.hit_at.get(begin) if begin is not None else None
    if hit is not None:
        return words.root(hit.start, hit.end) if hit.known.kind in ARMED_BODIES else None
    body = words.complement(end, FROM) if begin is not None else None
    noun = nouns().get(words.lower[body]) if body is not None else None
    if body is None or noun is None or not (words.pos[body] == "PROPN" or noun.category == "groups"):
        return None
    return body if kinds()[noun.category] in ARMED_BODIES else None


def _bracketed(finder: Finder, start: int) -> int:
    """The start of a phrase before whose head a name's acronym stands in brackets, or a group's name in quotes."""
    words = finder.words
    quoted = finder.hit_at.get(start - 2) if start > 1 and words.text[start - 1] in CLOSING_QUOTES else None
    if quoted is not None and quoted.end == start - 1 and quoted.known.field == "groups":
        return quoted.start
    if start > 3 and words.text[start - 1] == ")" and words.text[start - 3] == "(":
        hit = finder.hit_at.get(start - 4)
        if hit is not None:
            return hit.start
    return start


def _settle(finder: Finder, mention: Mention, near: list[Hit]) -> bool:
    """Gives the mention the identity that its words tell. False: it names no party."""
    words, category = finder.words, mention.category
    name = next((hit for hit in near if hit.known.field != "countries"), None)
    lowers = words.lower[mention.start:mention.head]
    owner = next((w for w in lowers if w in word_set("forces", "owners")), None) or _helped(lowers)
    unit = next((w for w in lowers if w in word_set("forces", "units")), None)
    proper = words.pos[mention.head] == "PROPN"
    number, of_force = formation(words, mention)
    if number or (of_force and category == "name_heads"):
        category = mention.category = "heads"
        mention.kind = kinds()["heads"]
    if not _is_party(finder, mention, bool(mention.country or name or owner or unit or number or of_force)):
        return False
    if category == "documents":
        _read_issuer(finder, mention)
    elif name is not None and name.known.kind in ARMED_BODIES and _is_group_itself(mention):
        mention.key, mention.name, mention.named = name.known.key, name.known.name, True
        mention.kind, mention.country, mention.member = name.known.kind, name.known.country, None
        mention.core = name.start, name.end
    elif category in FORCES:
        _read_force(finder, mention, owner, unit, number)
    elif category == "governments" and mention.country:
        state = mention.noun in word_set("people", "states")
        own = f"{mention.noun}:{mention.country}:{_bare(finder, mention)}"
        mention.key = f"country:{mention.country}" if state else own
        if state:
            mention.name = next((hit.known.name for hit in near if hit.known.field == "countries"), mention.name)
        mention.named = True
    elif category == "fighters" and (mention.counted or not mention.plural):
        mention.kind = "unnamed"
    elif category == "groups":
        _read_group(finder, mention)
    elif category in NAMED_BODIES and proper and mention.head > mention.start:
        _read_name(finder, mention)
    return True


def _helped(lowers: list[str]) -> str | None:
    """By whose help a force fights, whether the tagger takes "US-backed" for one word or three."""
    parts = [part for word in lowers for part in word.partition("-") if part]
    hyphened = (i for i, part in enumerate(parts) if i > 1 and part in word_set("forces", "helped") and parts[i - 1] == "-")
    return next(("".join(parts[i - 2:i + 1]) for i in hyphened), None)


def _is_group_itself(mention: Mention) -> bool:
    """Does the noun behind a group's name mean the group: "Taliban forces", "Taliban fighters", not "six fighters"?"""
    if mention.category in PLURAL_ONLY:
        return mention.plural and not mention.counted
    return mention.category in STANDS_FOR or mention.noun in word_set("people", "anybody")


def _is_party(finder: Finder, mention: Mention, owned: bool) -> bool:
    """Some nouns name a party only in company: "units" that are somebody's, a hospital that says something."""
    words, category = finder.words, mention.category
    if category == "unnamed":
        bare = mention.start == mention.head and not mention.plural and words.pos[mention.head] == "NOUN"
        return not (bare and words.dep[mention.head] in UNREAL) and (
            mention.member is not None or mention.noun not in word_set("people", "only_of"))
    if category == "houses":
        above = words.head[mention.head]
        return words.dep[mention.head] == "nsubj" or words.lower[words.head[above]] == "according"
    if category == "peoples":
        return mention.plural or mention.end - mention.start > 1
    if category == "name_heads":
        return words.pos[mention.head] == "PROPN"
    if category == "groups":
        if mention.noun in word_set("people", "also_things") and (_is_of_outlet(finder, mention) or (
                not owned and _is_of_things(finder, mention))):
            return False
        return owned or mention.member is None or words.lower[mention.member] in nouns()
    if category in ("heads", "machines"):
        return owned or (mention.plural and mention.noun in word_set("forces", "plain"))
    return True


def _is_of_outlet(finder: Finder, mention: Mention) -> bool:
    """Whether it is an outlet's: "the Caracol network"."""
    return any(hit.known.kind == "outlet" for hit in finder.hits_between(mention.start, mention.head))


def _is_of_things(finder: Finder, mention: Mention) -> bool:
    """Whether the nouns before the noun say that it is no group: "the electricity network", not "a smuggling network"."""
    words, fighting = finder.words, word_set("people", "fighting")
    before = {words.lower[i] for i in range(mention.start, mention.head) if words.pos[i] == "NOUN"}
    return bool(before) and fighting.isdisjoint(before) and nouns().keys().isdisjoint(before)


def _read_force(finder: Finder, mention: Mention, owner: str | None, unit: str | None, number: str | None) -> None:
    """"Israeli troops" and "Israel's army" are one force; "six Israeli soldiers" are some, "the 4th Division" another."""
    noun = mention.noun or ""
    if noun in word_set("forces", "guards") and unit and (mention.definite or not mention.acting) and not mention.plural:
        mention.category = "bodies"  # "the Presidential Guard"
    if mention.category == "personnel" and (mention.counted or not mention.plural):
        mention.kind = "unnamed"
        return
    branch = branches().get(noun, noun)
    if unit and mention.category in ("heads", "bodies") and unit not in ("armed", "national"):
        branch = f"{unit} {noun.removesuffix('s')}"
    branch = f"{number} {noun}" if number else branch
    if branch == "coalition" or "coalition" in finder.words.lower[mention.start:mention.head]:
        leaders = (hit.known.country for hit in finder.hits_between(mention.start, mention.head) if finder.linked(hit))
        mention.key = coalition_key(next(leaders, ""))
    elif mention.country and owner and owner not in word_set("forces", "own"):
        mention.key, mention.named = f"force:{mention.country}:{owner}:{branch}", True
        mention.kind = "armed group" if owner in word_set("forces", "against") else mention.kind
    elif mention.country:
        mention.key, mention.named = f"force:{mention.country}:{branch}", True
    elif owner or number:
        mention.key, mention.named = f"force:{owner or ''}:{branch}", bool(number)


def _read_group(finder: Finder, mention: Mention) -> None:
    """"a monitoring group" is an organisation, "a group of villagers" are people, "a rebel group" fights."""
    words, table = finder.words, nouns()
    lowers = words.lower[mention.start:mention.head]
    of = table.get(words.lower[mention.member]) if mention.member is not None else None
    mention.armed = any(word in table and table[word].category == "fighters" for word in lowers)
    if of is not None and of.category in PEOPLE and of.category != "fighters":
        mention.kind, mention.category, mention.member, mention.counted = "unnamed", "unnamed", None, True
        mention.plural = True
    elif any(word in word_set("people", "civil") for word in lowers):
        mention.kind, mention.category = "organisation", "organisations"
    elif words.pos[mention.head] == "PROPN" and mention.head > mention.start:
        _read_name(finder, mention)
    elif words.tag[mention.head] == "NN" and _is_named_behind(finder, mention.head):
        mention.named = True


def _is_named_behind(finder: Finder, head: int) -> bool:
    """Whether a name stands right behind the noun for a group: "the rebel group | Army of the South"."""
    return any(child.dep_ == "appos" and child.ent_type_ in ("", "ORG") and child.pos_ == "PROPN"
               and child.left_edge.i == head + 1 for child in finder.words.doc[head].rights)


def _read_name(finder: Finder, mention: Mention) -> None:
    """A body with a name of its own that the lexicon doesn't have: "Progressive Workers Party (PWP)"."""
    words, bare = finder.words, _bare(finder, mention)
    if " " not in bare:
        return
    capitals = (i for i in range(mention.start, mention.head) if words.text[i][0].isupper() and words.pos[i] != "DET")
    start = next(capitals, mention.start)
    mention.key, mention.named, mention.name = f"{mention.kind}:{bare}", True, words.words(start, mention.end)
    behind = words.lower[mention.end:mention.end + 2]
    known = finder.local.get(behind[1]) if len(behind) == 2 and behind[0] == "(" else None
    if known is not None:
        mention.key, mention.kind = known.key, known.kind


def _read_issuer(finder: Finder, mention: Mention) -> None:
    """A statement stands for who issued it, where the words say so."""
    words = finder.words
    for i in range(mention.head + 1, min(mention.head + ISSUER_REACH, len(words))):
        above = words.head[i]
        if words.lower[i] not in word_set("grammar", "issuers") or mention.head not in (above, words.head[above]):
            continue
        for issuer in range(i + 1, min(i + ISSUER_REACH, len(words))):
            if words.head[issuer] == i and words.dep[issuer] == "pobj":
                mention.same, mention.end, mention.member = issuer, issuer + 1, None
                return
    mention.same, mention.member = mention.member, None


def _bare(finder: Finder, mention: Mention) -> str:
    """The words of a name up to its head, in small letters, without countries and small words."""
    words = finder.words
    countries = {i for i in range(mention.start, mention.head + 1)
                 if i in finder.hit_at and finder.hit_at[i].known.field == "countries"}
    return " ".join(words.lower[i] for i in range(mention.start, mention.head + 1)
                    if words.pos[i] not in NOT_OF_NAMES and i not in countries)
