"""The default spaCy pipeline is the one that the figures of docs/accuracy.md were measured with."""

import hashlib
import importlib
import importlib.util
from pathlib import Path

import pytest

from reportedly.parse import DEFAULT_MODELS, IN_USE, load

WEIGHTS = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}


@pytest.mark.parametrize("part", sorted(WEIGHTS))
def test_weights_of_the_default_pipeline_are_those_that_were_measured(part: str) -> None:
    name = next(m for m in DEFAULT_MODELS if importlib.util.find_spec(m))
    module = importlib.import_module(name)
    (folder,) = [p for p in Path(module.__file__ or "").parent.glob(f"{name}-*") if p.is_dir()]
    assert hashlib.sha256((folder / part).read_bytes()).hexdigest() == WEIGHTS[part]


def test_only_the_components_in_use_are_loaded() -> None:
    assert set(load().pipe_names) <= IN_USE | {"reportedly_paragraphs", "reportedly_mend", "reportedly_lemmas"}


def test_a_pipeline_that_is_not_installed_is_refused() -> None:
    with pytest.raises(OSError, match="en_no_such_model"):
        load("en_no_such_model")


def test_common_nouns_in_capitals_have_their_singular_as_lemma() -> None:
    doc = load()("Rockets were fired on Wednesday by rebels on homes in Hodeidah.")
    assert (doc[0].tag_, doc[0].pos_, doc[0].lemma_) == ("NNPS", "PROPN", "rocket")
