"""The reader on texts nobody here wrote: floors on annotated corpora, the seed article, four languages, tolls.

The development articles of PolNeAR are split by a hash of their id; only the tuning half was ever
looked at, the held-out half is measured here (`reading_figures` prints it). Nothing of them is in this repository.
"""

from pathlib import Path

import pytest

from tests.real.reading_figures import (
    all_voices,
    fakes,
    is_held_out,
    learned,
    learned_scores,
    one_voice,
    polnear,
    wikinews,
)
from tests.unit.reading.test_gold_set import document_of
from truceline.reading.citations import find_citations
from truceline.reading.evaluation import Scores, score
from truceline.reading.floors import fallen, read_floors
from truceline.reading.result import Reading, SpeakerKind
from truceline.reading.rules_reader import shipped_reader
from truceline.testimony.statement import Act

pytestmark = pytest.mark.real_data
FLOORS = read_floors((Path(__file__).parents[1] / "gold" / "floors_real.toml").read_text("utf-8"))
READER = shipped_reader()


def held_out_scores(real_data: Path) -> Scores:
    return score(one_voice, [item for item in polnear(real_data) if is_held_out(item)])


def test_the_floors_on_annotated_news_are_kept(real_data: Path) -> None:
    assert fallen(FLOORS, "polnear_held_out", held_out_scores(real_data)) == ()
    assert fallen(FLOORS, "gum_wikinews", score(all_voices, wikinews(real_data))) == ()


def test_the_rules_reach_their_bars_on_news_they_were_not_written_from(real_data: Path) -> None:
    scores = held_out_scores(real_data)
    assert scores.statements.f1 >= 0.76
    assert scores.rates["triple, partial"].f1 >= 0.58
    assert scores.rates["direct"].precision >= 0.93
    assert scores.rates["direct"].recall >= 0.85
    assert score(all_voices, wikinews(real_data)).statements.f1 >= 0.70


@pytest.mark.nightly
def test_a_model_fitted_on_other_articles_reaches_its_bar(real_data: Path) -> None:
    """Fitted on nine tenths of the 84 articles, asked about the rest; graded on the held-out half."""
    documents = polnear(real_data)
    held = [item for item in documents if is_held_out(item)]
    scores = learned_scores(learned(documents, len(documents)), held)
    assert scores.statements.f1 >= 0.79
    assert scores.rates["triple, partial"].f1 >= 0.62


@pytest.fixture
def seed(real_data: Path) -> Reading:
    return READER.read(document_of((real_data / "seed" / "article.txt").read_text("utf-8")))


def test_all_citations_of_the_seed_article_are_parsed(seed: Reading) -> None:
    assert len(find_citations(seed.document.text or "")) == 7


def test_the_four_link_chain_of_the_seed_article_is_found(seed: Reading) -> None:
    item = next(item for item in seed.statements if item.rule == "relayed")
    assert item.speaker.name == "John Kerry"
    assert [hop.agent for hop in item.chain[1:]] == ["Foreign Policy", "New York Times"]


def test_the_retraction_of_the_seed_article_withdraws_the_one_claim(seed: Reading) -> None:
    text = seed.document.text or ""
    (item,) = [item for item in seed.statements if item.act is Act.RETRACTION]
    withdrawn = next(other for other in seed.statements if other.id == item.retracts)
    assert "primarily" in text[withdrawn.content[0][0] : withdrawn.content[0][1]]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("a small but very special miracle", "Staffan de Mistura"),
        ("never got interrupted", "Staffan de Mistura"),
        ("a real plan B exists", "Staffan de Mistura"),
        ("more than a hundred organisations", "Sergei Ryabkov"),
        ("renewing the ceasefire in Aleppo", "Sergei Ryabkov"),
        ("boundaries of this zone of silence", "Sergei Lavrov"),
        ("trying to use Washington", "Sergei Lavrov"),
        ("improper relationships", "Sergei Lavrov"),
        ("decide to play dangerous games", "Sergei Lavrov"),
        ("primarily al-Nusra who holds", "Steve Warren"),
        ("running occupied Aleppo", "Steve Warren"),
        ("a kind of a layered cake", "Igor Konashenkov"),
        ("I was incorrect when I said", "Steve Warren"),
        ("might be moving on Aleppo", "John Kerry"),
        ("harder to separate them", "John Kerry"),
        ("unclear to us whether", "Steve Warren"),
        ("vehemently reject such allegations", "Dmitry Peskov"),
        ("intelligence information", "Syria"),
        ("coordinates for three hospitals", "Isabelle Defourny"),
        ("better protected if they give the GPS", "Isabelle Defourny"),
        ("share hospital coordinates with Damascus", "Isabelle Defourny"),
        ("it had no evidence", "Doctors Without Borders"),
        ("building rapport with civilians", "Maria Revkin"),
        ("salaries have been slashed", ""),
        ("recruitment of child soldiers", ""),
        ("to have defected from Raqqa", ""),
    ],
)
def test_plain_attributions_of_the_seed_article_have_their_speaker(
    seed: Reading, words: str, speaker: str
) -> None:
    text = seed.document.text or ""
    place = text.index(words)
    found = [
        item for item in seed.statements if item.reported and any(a <= place < b for a, b in item.content)
    ]
    assert speaker in found[-1].speaker.name


@pytest.mark.parametrize(
    "words",
    [
        "in the hopes of prolonging",
        "intended to scupper",
        "wanted the ceasefire to fail",
        "‘bombshell’",
        "‘good’ terrorists",
    ],
)
def test_nothing_imputed_or_mocked_is_taken_for_speech(seed: Reading, words: str) -> None:
    text = seed.document.text or ""
    place = text.index(words) + 3
    assert not [
        item for item in seed.statements if item.reported and any(a <= place < b for a, b in item.content)
    ]


SPEAKERS = (
    ("maarat_ahram_ar", "ar", (("القوات الجوية الأمريكية هي التي", "رياض حداد", SpeakerKind.NAMED),)),
    ("aleppo_albawabh_ar_0505", "ar", (("منذ إنشاء المركز", "سيرغي كورالينكو", SpeakerKind.NAMED),)),
    ("maarat_akhbarelyom_ar", "ar", ()),
    (
        "msf_gps_rt_fr",
        "fr",
        (
            ("Nous avons transmis aux ambassadeurs", "Isabelle Defourny", SpeakerKind.NAMED),
            ("quatre missiles ont frappé", "Joanne Liu", SpeakerKind.NAMED),
        ),
    ),
    (
        "maarat_sputnik_fr",
        "fr",
        (("roquettes ont touché l'établissement", "message de l'organisation", SpeakerKind.UNNAMED),),
    ),
    ("maarat_hrw_fr", "fr", ()),
    (
        "aleppo_interfax_ru_0429",
        "ru",
        (("договорились о режиме тишины в некоторых", "Кадри Джамиль", SpeakerKind.NAMED),),
    ),
    (
        "aleppo_sputnik_pt_0501",
        "pt",
        (("O regime de silêncio’ estabelecido", "a declaração", SpeakerKind.UNNAMED),),
    ),
    ("aleppo_sputnik_pt_0504", "pt", (("Como o resultado dos ataques", "Konashenkov", SpeakerKind.NAMED),)),
)


@pytest.mark.parametrize(("file", "language", "expected"), SPEAKERS, ids=[case[0] for case in SPEAKERS])
def test_direct_quotations_in_other_languages_have_the_right_speaker(
    real_data: Path, file: str, language: str, expected: tuple[tuple[str, str, SpeakerKind], ...]
) -> None:
    """Every direct quotation with a speaker in these texts was marked by hand; no other is reported."""
    text = (real_data / "dual_ledger_2016" / "texts" / f"{file}.txt").read_text("utf-8")
    reading = READER.read(document_of(text, language))
    assert reading.supported
    assert len(reading.statements) == len(expected)
    for item, (words, speaker, kind) in zip(reading.statements, expected, strict=True):
        assert words in text[item.content[0][0] : item.content[0][1]]
        assert (item.speaker.name, item.speaker.kind) == (speaker, kind)


def test_tolls_places_and_actors_of_annotated_articles_are_found(real_data: Path) -> None:
    scores = fakes(real_data)
    assert scores.articles == 809
    assert scores.tolls_wanted > 700
    assert scores.tolls_right / scores.tolls_wanted >= 0.88
    floors = {"place": 0.64, "actor": 0.52, "deaths": 0.70, "outlet": 0.40}
    for one in scores.fields:
        assert one.reader.f1 >= max(floors[one.field], one.baseline.f1), one.field
