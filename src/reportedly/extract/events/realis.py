"""Whether an event happened, or was planned, threatened, supposed or denied."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.extract.events.coordination import listed_first
from reportedly.extract.events.drafts import NOMINAL, Draft
from reportedly.extract.events.settings import VERBAL
from reportedly.extract.events.syntax import FINITE, MODIFIERS, SUBJECTS, attempt_over, is_definite, order_over, prepositions
from reportedly.extract.events.words import words
from reportedly.model import Realis

ARREST = "arrest"
HAVE, FROM = "have", "from"
MAIN = ("ROOT", "conj", "ccomp")
GOVERNED = ("dobj", "xcomp", "pcomp", "ccomp")
GOVERNORS: dict[str, Realis] = {
    "threatened": "threatened", "planned": "planned", "prevented": "hypothetical", "refused": "hypothetical"}
"""The lists of verbs over an event that make it what they say."""
TO_COME = ("threatened", "planned")


def is_known(draft: Draft) -> bool:
    """Whether the event is known, so that a "not" or "must" of the verb is only of what is said of it.

    It stands behind a preposition, "was not behind the attack", is the subject, "the murder was not solved", or what
    something is: "may be the deadliest attack".
    """
    noun = draft.trigger
    told = noun.dep_ in SUBJECTS and noun.head.lemma_.lower() not in words("light", "happen") | words("light", "verbs") | {"be"}
    return (noun.dep_ in ("pobj", "attr") or told) and _is_taken_for_known(noun)


def _is_taken_for_known(noun: Token) -> bool:
    return is_definite(noun) or any(c.dep_ == "poss" for c in noun.lefts)


def realis(draft: Draft) -> Realis:
    """Whether it happened, as its words and the verb over it tell."""
    verb = draft.trigger if draft.trigger.pos_ in VERBAL else draft.clause
    first = _first(verb)
    if _is_denied(draft, verb, first) or _is_called_false(first):
        return "denied"
    aspect = _raised(first)
    supposed = _by_modal(aspect) or _is_asked(aspect) if verb.pos_ in VERBAL and not is_known(draft) else None
    told = aspect if draft.trigger.pos_ in VERBAL or _is_carried_out(draft) else listed_first(draft.trigger)
    return supposed or _as_governed(draft, told)


def _raised(verb: Token) -> Token:
    """The verb that only says how it went on, and has its modal: "will | begin shelling", "threatened to | go on bombing"."""
    while verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words("realis", "aspect"):
        verb = _first(verb.head)
    return verb


def _is_asked(verb: Token) -> Realis | None:
    """What it is that somebody asks whether it is so: "Did the army shell the market?"; not why or when it did."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or not any(c.dep_ == "punct" and c.text == "?" for c in verb.rights):
        return None
    asked = any(c.dep_ in ("aux", "auxpass") and c.i < subject.i for c in verb.lefts)
    return "hypothetical" if asked and not any(t.tag_.startswith("W") for c in verb.lefts for t in c.subtree) else None


def _by_modal(verb: Token) -> Realis | None:
    """What the modal or the "if" of the verb makes of it; a participle has the modal of its main clause."""
    auxiliaries = (c for c in verb.children if c.dep_ in ("aux", "mark"))
    children = {c.lower_ for c in auxiliaries if not (c.is_title and c.i > c.sent.start)}  # "on 14 May a bomber killed"
    if children & words("realis", "conditional"):
        return "hypothetical"
    main = verb.head.i < verb.i and verb.head.dep_ in MAIN
    if main and not children and verb.dep_ == "advcl" and verb.tag_ == "VBG":
        children = {c.lower_ for c in verb.head.children if c.dep_ == "aux"}  # "would go from house to house, killing"
    going = verb.dep_ == "xcomp" and verb.head.lower_ == "going" and "to" in children  # "are going to carry it out"
    if going or children & words("realis", "future_modals"):
        return "planned"
    supposed = words("realis", "counterfactual" if HAVE in children else "hypothetical_modals")
    return "hypothetical" if children & supposed else None


def _as_governed(draft: Draft, told: Token) -> Realis:
    """What the verb or noun over it makes of the event, which is told by that word: "threatened to launch an attack"."""
    head = told.head
    kept = told.dep_ == "pcomp" and head.lower_ == FROM  # "prevented them from shelling the town"
    lemma = (head.head if kept else head).lemma_.lower()
    if _is_behind_unreal(told) or _is_unheard_of(draft, told):
        return "hypothetical"
    ordered = _was_ordered(draft) or order_over(told) is not None
    if ordered or attempted(draft) or (_is_taken_for_known(draft.trigger) and _is_unhindered(head)):
        return "happened"
    if (told.dep_ == "nsubjpass" and lemma in words("realis", "foiled")) or (kept and lemma in words("realis", "guarded")):
        return "hypothetical"
    auxiliaries = {c.lower_ for c in told.children if c.dep_ == "aux"}
    if told.dep_ in GOVERNED or "to" in auxiliaries:
        for key, status in GOVERNORS.items():
            if lemma in words("realis", key) and not _follows_object(told) and not (status in TO_COME and _is_past(told)):
                return status
        if told.tag_ == "VBG" and lemma in words("realis", "mooted"):
            return "hypothetical"
        if "to" in auxiliaries and HAVE not in auxiliaries and not _came_about(draft, head):
            return "planned"
    return "hypothetical" if _is_only_weighed(draft) else "happened"


def _is_unhindered(hindered: Token) -> bool:
    """Whether somebody failed to do what would have kept it from happening: "failed to prevent the attack"."""
    failed = hindered.head
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in hindered.lefts)
    if not infinitive or failed.lemma_.lower() not in words("realis", "failing"):
        return False
    return hindered.lemma_.lower() in words("realis", "prevented") and not any(
        c.tag_ == "MD" or c.dep_ == "neg" for c in failed.lefts)


def _is_behind_unreal(told: Token) -> bool:
    """Whether it stands behind a noun for what has not happened, or for its end: "a plan for", "an end to the raids"."""
    if told.dep_ == "acl" and told.tag_ == "VBG":
        told = told.head  # "the risk of drones hitting the dam"
    if told.dep_ not in ("pobj", "pcomp") or told.head.lower_ not in words("realis", "links"):
        return False
    holder = _holder(told.head)
    if holder.pos_ in VERBAL:  # "put a stop | to the raids"
        holder = next((c for c in holder.rights if c.dep_ == "dobj" and c.lemma_.lower() in (
            words("realis", "endings") | words("realis", "unreal"))), holder)
    lemma = holder.lemma_.lower()
    asked = holder.dep_ in ("dobj", "conj") or (holder.dep_ == "pobj" and holder.head.lower_ in words("realis", "links"))
    return lemma in words("realis", "unreal") or (lemma in words("realis", "endings") and holder.pos_ in NOMINAL and asked)


def _is_unheard_of(draft: Draft, told: Token) -> bool:
    """Whether those who speak know nothing of it: "no knowledge of an attack", "not aware of any", "no proof that they shot"."""
    if draft.trigger.pos_ in NOMINAL and _is_taken_for_known(draft.trigger):
        return False
    knows, nothing = told.head, False
    if told.dep_ in ("pobj", "pcomp") and told.head.lower_ in words("realis", "topics"):
        knows = told.head.head
        nothing = knows.lower_ in words("realis", "nothing")
        knows = knows.head if nothing else knows
    elif told.dep_ not in ("acl", "ccomp") or knows.pos_ not in NOMINAL:
        return False
    lemma = knows.lemma_.lower()
    if lemma in words("realis", "unaware"):
        return True
    over = (knows, knows.head) if knows.dep_ in ("dobj", "attr", "acomp", "nsubjpass") else (knows,)
    denied = nothing or _is_none(knows) or any(c.dep_ == "neg" for t in over for c in t.children)
    return lemma in words("realis", "knowledge") and denied


def _is_called_false(verb: Token) -> bool:
    """Whether the clause is said not to be so: "it is not true that they fired", "the claim that they fired is false",
    "there is no truth in reports that they fired"."""
    if verb.dep_ == "acl" and verb.head.dep_ == "pobj" and _is_none(verb.head.head.head):
        return verb.head.head.head.lemma_.lower() in words("realis", "truth")
    be = verb.head.head if verb.dep_ == "acl" and verb.head.dep_ in SUBJECTS else verb.head
    if verb.dep_ not in ("ccomp", "acl") or be.lemma_ != "be" or not any(c.lower_ == "that" for c in verb.lefts):
        return False
    said = {c.lower_ for c in be.children if c.dep_ in ("acomp", "attr")}
    negated = any(c.dep_ == "neg" for c in be.children)
    return bool(said & words("realis", "true" if negated else "false"))


def _is_past(verb: Token) -> bool:
    """Whether a clause with a subject of its own is told in the past or the perfect: "warned that rebels had shot nine"."""
    if verb.dep_ != "ccomp" or not any(c.dep_ in SUBJECTS for c in verb.lefts):
        return False
    auxiliaries = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    past = any(c.tag_ == "VBD" or c.lemma_.lower() == HAVE for c in (auxiliaries or [verb]))
    return past and not any(c.tag_ in ("MD", "TO") for c in auxiliaries)


def _follows_object(verb: Token) -> bool:
    """Whether the verb above has its object already, and this one tells what came of it: "foiled the attack, killing two"."""
    return verb.tag_ == "VBG" and any(c.dep_ == "dobj" and c.i < verb.i for c in verb.head.children)


def _is_carried_out(draft: Draft) -> bool:
    """Whether the noun has its verb from one without a meaning of its own, and isn't known: "to launch an attack"."""
    noun, verb = draft.trigger, draft.clause
    if noun.dep_ != "dobj" or noun.head != verb or verb.pos_ not in VERBAL or _is_taken_for_known(noun):
        return False
    return verb.lemma_.lower() in words("light", "verbs") - words("realis", "planned")


def _came_about(draft: Draft, head: Token) -> bool:
    """Whether what the verb over an infinitive says leaves no doubt of it: "managed to", "used dynamite to"."""
    verbs = words("realis", "reported")
    if draft.trigger.pos_ not in VERBAL:
        verbs |= words("attempts", "verbs") | words("attempts", "nouns")
    able = head.lower_ in words("realis", "able") and head.head.tag_ == "VBD"
    return able or head.lemma_.lower() in verbs or _by_means(head) or _took_the_chance(head)


def _is_only_weighed(draft: Draft) -> bool:
    """Whether attacks of no known kind are only guarded against or spoken of: "protect it from attacks", "authorise raids"."""
    noun, above = draft.trigger, draft.trigger.head
    if noun.dep_ == "nsubjpass" and above.lemma_.lower() in words("realis", "weighed") and noun.pos_ in NOMINAL:
        open_ = not _is_taken_for_known(noun) or _by_modal(above) is not None
        return open_ and not any(c.dep_ in ("oprd", "attr", "acomp") for c in above.children)
    if noun.pos_ not in NOMINAL or (_is_taken_for_known(noun) and draft.entry["type"] != ARREST):
        return False
    if noun.dep_ == "pobj" and above.lower_ in words("realis", "shields") and noun.tag_ == "NNS":
        return above.head.lemma_.lower() in words("realis", "guarded")
    return noun.dep_ == "dobj" and above.lemma_.lower() in words("realis", "weighed")


def _is_denied(draft: Draft, verb: Token, first: Token) -> bool:
    """Whether the words say that it did not happen, that nobody did it, or that nobody was hit."""
    act = {draft.trigger, verb}
    negated = any(c.dep_ == "neg" for token in {*act, first} for c in token.children) and not is_known(draft)
    before = first.left_edge.nbor(-1) if first.dep_ == "conj" and first.left_edge.i > 0 else first
    negated = negated or before.lower_ in words("realis", "nor")  # "nor | were they holding him"
    sides = (side for side in (draft.parts.doers, draft.parts.done_to) if side)
    return negated or any(map(_is_none, act)) or _is_never(verb) or any(all(map(_is_none, side)) for side in sides)


def _is_none(noun: Token) -> bool:
    """Whether the words mean none of what the noun names: "no soldier", "not a single shell", "neither A nor B"."""
    if noun.lower_ in words("blame", "nobody"):
        return True
    if any(c.lower_ in words("realis", "neither") for c in listed_first(noun).lefts):
        return True
    if any(c.dep_ == "det" and c.lower_ in words("realis", "negators") and not c.nbor().is_digit for c in noun.lefts):
        return True  # but "Detachment No 4"
    before = (t for c in noun.lefts for t in (c, *c.lefts)) if noun.pos_ in NOMINAL else ()
    return any(t.dep_ == "neg" and t.nbor().lower_ in words("realis", "single") for t in before)


def _is_never(verb: Token) -> bool:
    """Whether it is said to have happened at no time: "under no circumstances did they fire"."""
    over = (verb, *(c for c in verb.lefts if c.dep_ == "aux"))
    return any(t.lemma_.lower() in words("realis", "occasions") and _is_none(t) for o in over for _, t in prepositions(o))


def attempted(draft: Draft) -> bool:
    """Whether the words tell that the deed was tried: "tried to kill", "an attempted murder", "an assassination attempt"."""
    deed = draft.trigger
    if ARREST in (draft.entry["type"], draft.entry.get("default")) or draft.entry.get("calm"):
        return False
    if deed.pos_ in NOMINAL:
        tried = any(c.lower_ in words("attempts", "modifiers") for c in deed.lefts)
        return tried or (deed.dep_ in MODIFIERS and deed.head.lemma_.lower() in words("attempts", "nouns"))
    first = _first(deed)
    above, lemma = first.head, first.head.lemma_.lower()
    if not any(c.dep_ == "aux" and c.lower_ == "to" for c in first.children):
        return False
    attempt = attempt_over(first)
    if attempt is not None or above.pos_ in NOMINAL:
        return attempt is not None and not _is_unreal(attempt)
    if lemma not in words("attempts", "verbs"):
        return False
    now = any(c.dep_ == "aux" and c.tag_ in ("VBP", "VBZ", "MD") and c.lemma_ != "have" for c in above.lefts)
    used = above.head.lemma_.lower() in words("realis", "means") and above.head.tag_ in ("VBD", "VBN")
    return (above.tag_ == "VB" and used) or (above.tag_ in ("VBD", "VBN", "VBG") and not now)


def _is_unreal(noun: Token) -> bool:
    """Whether the verb over the noun, or a modal before that, says that it was not, or not yet, so.

    An attempt that was foiled had been made: "troops foiled an attempt to kidnap him".
    """
    verb = noun.head
    if verb.tag_ in ("VBD", "VBN") and verb.lemma_.lower() in words("attempts", "foiled"):
        return any(map(_is_none, (verb, noun)))
    modal = any(c.tag_ == "MD" or c.dep_ == "neg" for c in verb.lefts) if verb.pos_ in VERBAL else False
    return modal or any(verb.lemma_.lower() in words("realis", key) for key in GOVERNORS)


def _holder(preposition: Token) -> Token:
    """What the preposition hangs on; of "information leading to" the noun."""
    holder = preposition.head
    leads = holder.dep_ in ("relcl", "acl") and holder.lemma_.lower() in words("realis", "leading")
    return holder.head if leads else holder


def _first(verb: Token) -> Token:
    """The verb that a coordinated one shares its subject and modal with: "to enter the town and kill"."""
    while verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children):
        above = verb.head
        while above.dep_ == "conj" and above.tag_ == "NN" and verb.tag_ == "VB":
            above = above.head  # "to intercept, capture or shoot them down", where the parse takes "capture" for a noun
        if verb.tag_ == "VB" and above.tag_ in FINITE:
            above = _infinitive_between(above, verb) or above
        if above.pos_ not in VERBAL or not _shares(verb, above):
            break
        verb = above
    return verb


def _infinitive_between(finite: Token, verb: Token) -> Token | None:
    """The infinitive that a base form goes on from, where the parse gives it to a finite verb: "ordered to stop | and kill"."""
    between = (t for t in reversed(list(verb.doc[finite.i + 1:verb.i])) if t.tag_ == "VB")
    return next((t for t in between if any(c.dep_ == "aux" and c.lower_ == "to" for c in t.lefts)), None)


def _shares(verb: Token, above: Token) -> bool:
    """Whether the form of the verb leaves what it is governed by to the one before it: "to enter and kill"."""
    return verb.tag_ == "VB" or (verb.tag_ == above.tag_ == "VBG" and above.dep_ in GOVERNED)


def _by_means(verb: Token) -> bool:
    """Whether the verb tells what an act was done with: "used dynamite to destroy the bridge"."""
    had = verb.tag_ in ("VBD", "VBN") and any(c.dep_ == "dobj" for c in verb.children)
    return had and verb.lemma_.lower() in words("realis", "means")


def _took_the_chance(verb: Token) -> bool:
    """Whether the verb tells that somebody had the chance and took it: "took advantage of the match to place bombs"."""
    chances = words("realis", "chances")
    past = verb.tag_ in ("VBD", "VBN") and verb.lemma_.lower() in words("realis", "taking")
    told = (t for c in verb.children if c.dep_ in ("dobj", "prep") for t in (c, *c.children))
    return past and any(t.lemma_.lower() in chances for t in told)


def _was_ordered(draft: Draft) -> bool:
    """Whether the noun names a deed as known, and the verb over it tells who had it done: "had ordered the murder"."""
    noun, verb = draft.trigger, draft.trigger.head
    if noun.pos_ not in NOMINAL or noun.dep_ != "dobj" or draft.entry["type"] == ARREST or not _is_taken_for_known(noun):
        return False
    past = verb.tag_ in ("VBD", "VBN") or any(c.lower_ in ("having", "have") for c in verb.lefts)
    over = verb.head.head if verb.dep_ == "pcomp" else verb
    over = over.head if over.dep_ == "dobj" else over  # "convicted the general | of ordering it"
    charged = over is not verb and over.lemma_.lower() in words("blame", "object_of")  # "accused of ordering it"
    return (past or charged) and verb.lemma_.lower() in words("light", "actor") | words("realis", "deeds")
