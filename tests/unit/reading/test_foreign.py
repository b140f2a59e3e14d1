"""Quotations in other languages: who says them, and who is left open."""

import pytest
from tests.unit.reading.test_gold_set import read

from truceline.reading.result import SpeakerKind

NAMED = (
    ("fr", "«La route est ouverte», a déclaré la maire Ana Perle.", "Ana Perle"),
    ("fr", "«La route est ouverte à tous», selon Ana Perle.", "Ana Perle"),
    ("fr", "«La route est ouverte à tous», Ana Perle a déclaré hier.", "Ana Perle"),
    ("fr", "Ana Perle est venue. «La route est ouverte», a-t-elle ajouté.", "Ana Perle"),
    ("fr", "Le soir venu, Ana Perle, maire de la ville, a déclaré : «La route est ouverte».", "Ana Perle"),
    ("fr", "Il pleut. Selon Ana Perle, «la route est ouverte à tous».", "Ana Perle"),
    ("fr", "«La route est ouverte», a dit Ana Perle. Perle a ajouté : «Elle reste ouverte».", "Ana Perle"),
    ("fr", "«La route est ouverte», a déclaré Ana de la Perle.", "Ana de la Perle"),
    ("fr", "hier la Perle a déclaré : «La route est ouverte».", "Perle"),
    ("fr", "«La route est ouverte», a dit " + "Ana " * 20 + ".", " ".join(["Ana"] * 14)),
    ("ru", "«Дорога открыта для всех», - сказала мэр Анна Перле.", "Анна Перле"),
    ("ru", "По словам Анны Перле, «дорога открыта для всех».", "Анны Перле"),
    ("ru", "Мэр Анна Перле уехала. По словам Перле, «дорога открыта для всех».", "Анна Перле"),
    ("ru", "Анна Перле заявила: «Дорога открыта для всех».", "Анна Перле"),
    ("ru", "В Брюне Анна Перле уехала. «Дорога открыта для всех», - сказала она.", "Анна Перле"),
    (
        "ru",
        "«Дорога открыта для всех», — заявил в пятницу журналистам представитель Иван Перле.",
        "Иван Перле",
    ),
    ("ru", "«Дорога открыта для всех», — сказал мэр Велмара Иван Перле.", "Иван Перле"),
    ("ru", "«Дорога открыта для всех», — сказал мэр Новой Нории Иван Перле.", "Иван Перле"),
    ("ru", "«Дорога открыта для всех», — сказал мэр Иван Перле.", "Иван Перле"),
    ("ru", "«Дорога открыта для всех», — сказала мэр Анна Ивановна Перле.", "Анна Ивановна Перле"),
    ("ru", "Мэр Велмара Иван Перле уехал. «Дорога открыта для всех», — сказал он.", "Иван Перле"),
    ("ru", "Приехал мэр Велмара Иван Перле. «Дорога открыта для всех», — сказал он.", "Иван Перле"),
    ("fr", "«La route est ouverte», a déclaré le maire de Velmar Ana Perle.", "Ana Perle"),
    ("fr", "Le général Ana Perle est là. «La route est ouverte», a dit le maire de Perle.", "Ana Perle"),
    ("fr", "«La route est ouverte», a déclaré vendredi Ana Perle.", "Ana Perle"),
    ("ar", "قال الرئيس كريم دوست في المدينة: «الطريق مفتوح للجميع».", "كريم دوست"),
    ("ar", "وقال رئيس المجلس كريم دوست: «الطريق مفتوح للجميع».", "كريم دوست"),
    ("ar", "ونقلت الوكالة عن السفير كريم دوست قوله «الطريق مفتوح للجميع».", "كريم دوست"),
    ("ar", "قال كريم دوست: «الطريق مفتوح للجميع». وأضاف: «سيبقى مفتوحا غدا».", "كريم دوست"),
    (
        "ar",
        "قال رئيس بعثة المراقبة كريم دوست إن الهدنة صامدة. وأضاف دوست: «الطريق مفتوح للجميع».",
        "كريم دوست",
    ),
    ("ar", "وأكدت الناشطة منى حداد أن السكان خائفون، وتابعت: «الطريق مفتوح للجميع».", "منى حداد"),
    ("ar", "«الطريق مفتوح للجميع»، يقول الدبلوماسي يوناس فيك.", "يوناس فيك"),
    ("fr", "Ana Perle a déclaré qu'il pleut, puis a ajouté : «La route est ouverte».", "Ana Perle"),
    ("pt", "“A estrada está aberta”, disse Ana Perle.", "Ana Perle"),
    ("es", "“La carretera está abierta”, dijo Ana Perle.", "Ana Perle"),
)
KINDS = (
    ("fr", "«La route est ouverte», a déclaré le ministère de la Défense.", SpeakerKind.BODY),
    ("fr", "«La route est ouverte», a fait savoir l'ONG.", SpeakerKind.BODY),
    ("fr", "«La route est ouverte», lit-on dans le communiqué de la mairie.", SpeakerKind.UNNAMED),
    ("fr", "«La route est ouverte», indique le communiqué.", SpeakerKind.UNNAMED),
    ("fr", "«La route est ouverte», a-t-il ajouté.", SpeakerKind.OPEN),
    ("fr", "Ana Perle a vu Karim Dost. «La route est ouverte», a-t-il ajouté.", SpeakerKind.OPEN),
    ("fr", "Médecins Sans Frontières est là. «La route est ouverte», a-t-il dit.", SpeakerKind.OPEN),
    ("fr", "«La route est ouverte», a déclaré le maire de Velmar.", SpeakerKind.UNNAMED),
    ("es", "“La carretera está abierta”, dijo ayer el alcalde de Velmar.", SpeakerKind.UNNAMED),
    ("ar", "قال المتحدث باسم المجلس: «الطريق مفتوح للجميع».", SpeakerKind.UNNAMED),
    ("ar", "وأضاف: «الطريق مفتوح للجميع».", SpeakerKind.OPEN),
    (
        "ar",
        "قال كريم دوست إنه خائف، وقالت منى حداد إنها باقية.\n\nوأضاف: «الطريق مفتوح للجميع».",
        SpeakerKind.OPEN,
    ),
    ("ar", "قال المتحدث باسم لجنة الدفاع عن الوادي: «الطريق مفتوح للجميع».", SpeakerKind.UNNAMED),
    ("ar", "ونفت وزارة الدفاع في بيان الاتهامات، وقالت: «الطريق مفتوح للجميع».", SpeakerKind.BODY),
    ("ar", "أعلنت وزارة الدفاع: «الطريق مفتوح للجميع».", SpeakerKind.BODY),
    ("pt", "“A estrada está aberta”, diz a declaração.", SpeakerKind.UNNAMED),
)
UNREAD = (
    ("fr", "«La route est ouverte», et il pleut."),
    ("fr", "«La route est ouverte», a déclaré hier."),
    ("fr", "«La route»"),
    ("fr", "«La route est ouverte», a déclaré que."),
    ("fr", "«La route est ouverte», un deux trois quatre cinq six sept huit neuf."),
    ("fr", "«La route est ouverte», a déclaré un deux trois quatre cinq six sept Perle."),
    ("fr", "Il a plu, disait la ville et la région : «La route est ouverte»."),
    ("fr", "on a dit dans la ville : «La route est ouverte»."),
    ("ru", "«Дорога открыта для всех», - но."),
    ("ar", "«الطريق مفتوح للجميع» في المدينة."),
)


@pytest.mark.parametrize(("language", "text", "speaker"), NAMED)
def test_the_speaker_is_found_and_named(language: str, text: str, speaker: str) -> None:
    statements = read(text, language).statements
    assert {item.speaker.name for item in statements} == {speaker}
    assert {item.speaker.kind for item in statements} == {SpeakerKind.NAMED}
    for item in statements:
        assert text[item.content[0][0]] in "«“"


@pytest.mark.parametrize(("language", "text", "kind"), KINDS)
def test_bodies_texts_and_open_speakers_are_told_apart(language: str, text: str, kind: SpeakerKind) -> None:
    assert [item.speaker.kind for item in read(text, language).statements] == [kind]


@pytest.mark.parametrize(("language", "text"), UNREAD)
def test_a_quotation_nobody_is_shown_to_say_is_left_out(language: str, text: str) -> None:
    assert read(text, language).statements == ()


def test_a_quotation_was_said_by_the_day_of_publication() -> None:
    (item,) = read("«La route est ouverte», a déclaré Ana Perle.", "fr").statements
    assert item.said.period is not None
    assert item.said.period.edtf.startswith("../")


def test_a_language_without_a_list_is_not_supported() -> None:
    assert not read("“Vägen är öppen för alla”, sade Ana Perle.", "sv").supported
