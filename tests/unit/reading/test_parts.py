"""Parts of the grammar, each by the shortest sentence that needs it: source | cue | content."""

import pytest
from tests.unit.reading.test_gold_set import read

from truceline.reading.result import ReadStatement

READ = (
    (
        "According to Ana Perle, QC, “the road is open to all”.",
        "Ana Perle, QC | According to | “the road is open to all”",
    ),
    (
        "According to Ana Perle QC “the road is open to all”.",
        "Ana Perle QC | According to | “the road is open to all”",
    ),
    (
        "According to Ana Perle the mayor, the town, the lake, “the road” is open.",
        "Ana Perle | According to | the mayor, the town, the lake, “the road” is open",
    ),
    (
        "“We are ready,” Hale said. Moss disagreed. “We are not ready at all.”",
        "Hale | said | “We are ready,”",
    ),
    (
        "“We are ready,” Hale said. He smiled. “We have been ready for weeks.”",
        "Hale | said | “We are ready,” … “We have been ready for weeks.”",
    ),
    ("The mayor, Monday said that the road was open.", "The mayor | said | that the road was open"),
    (
        "The road is open, the mayor said, adding that it was dry.",
        "the mayor | said | The road is open / the mayor | adding | that it was dry",
    ),
    ("“We are ready to go,” Hale croaked.", "Hale | croaked | “We are ready to go,”"),
    ("“We are ready to go,” croaked Hale.", "Hale | croaked | “We are ready to go,”"),
    ("But “we are ready to go,” Hale croaked.", "Hale | croaked | “we are ready to go,”"),
    ("“We are ready to go” — said Hale.", "Hale | said | “We are ready to go”"),
    (
        "“We are ready to go,” those familiar with the plan also said.",
        "those familiar with the plan | said | “We are ready to go,”",
    ),
    (
        "Moss, who has said “we are ready to go,” told reporters that the road was open.",
        "who | has said | “we are ready to go,” / Moss, who has said “we are ready to go,” | told | that the road was open",
    ),
    ("The plan was criticised by Hale.", "Hale | was criticised | The plan"),
    ("The plan was reported by Hale.", "Hale | was reported | The plan"),
    ("The plan was described by Hale as “a mess for us all”.", "Hale | was described | “a mess for us all”"),
    ("The plan was described by Hale as a mess.", "Hale | was described | a mess"),
    (
        "The general was reported by the Gazette as saying that the road was open.",
        "The general | was reported by the Gazette as saying | that the road was open",
    ),
    (
        "The general was reported by the Gazette as saying “the road is open to all”.",
        "The general | was reported by the Gazette as saying | “the road is open to all”",
    ),
    ("Hale (45) said that the road was open.", "Hale (45) | said | that the road was open"),
    ("Hale called the road “open”.", "Hale | called | the road “open”"),
    ("Hale said “quiet” reigned and nobody came.", "Hale | said | “quiet” reigned and nobody came"),
    ("Hale told him the road was open.", "Hale | told | the road was open"),
    ("Hale told the weekly “Open Street” that the road was open.", "Hale | told | that the road was open"),
    ("Hale said on Monday the road was open.", "Hale | said | the road was open"),
    ("Hale said in Ridgeton on Monday the road was open.", "Hale | said | the road was open"),
    (
        "Hale said that the road was open, according to Moss.",
        "Moss | according to | Hale said that the road was open / Hale | said | that the road was open",
    ),
    (
        "Hale said the road was open – the council confirmed it was closed on Monday.",
        "Hale | said | the road was open / the council | confirmed | it was closed on Monday",
    ),
    (
        "Hale said the road was open, while the council insisted it was closed.",
        "Hale | said | the road was open / the council | insisted | it was closed",
    ),
    (
        "Hale said the road was open and added it was dry.",
        "Hale | said | the road was open / Hale | added | it was dry",
    ),
    (
        "Hale said the road was open, and Moss says it was dry.",
        "Hale | said | the road was open / Moss | says | it was dry",
    ),
    (
        "Hale said, denying the rumour, that the road was open.",
        "Hale | said | that the road was open / Hale | denying | the rumour",
    ),
    ("Hale criticised the plan; nobody came.", "Hale | criticised | the plan"),
    ("Hale criticised the plan when it came.", "Hale | criticised | the plan"),
    ("Hale criticised the plan in an interview.", "Hale | criticised | the plan"),
    ("Hale said the road was open in a statement.", "Hale | said | the road was open"),
    ("Hale said the road was open, yet the council waited for weeks.", "Hale | said | the road was open"),
    ("Saying the road was open, Hale left.", "Hale | Saying | the road was open"),
    ("Hale left, saying the road was open, walked home and slept.", "Hale | saying | the road was open"),
    ("Hale left, saying the road was open, quickly went home.", "Hale | saying | the road was open"),
    ("Hale criticised the plan, he has often done so.", "Hale | criticised | the plan"),
    (
        "Hale criticised the plan, calling for peace.",
        "Hale | criticised | the plan / Hale | calling for | peace",
    ),
    ("Hale, who said that the road was open, has left the town.", "who | said | that the road was open"),
    ("When Hale criticised the plan, the council left.", "Hale | criticised | the plan"),
    ("Some of them said that the road was open.", "Some of them | said | that the road was open"),
    (
        "The author of War Against Hale said that the road was open.",
        "The author of War Against Hale | said | that the road was open",
    ),
    ("Germany On Hale said that the road was open.", "Germany On Hale | said | that the road was open"),
    ("Sen. Hale said that the road was open.", "Sen. Hale | said | that the road was open"),
    (
        "The council (of three) said that the road was open.",
        "The council (of three) | said | that the road was open",
    ),
    (
        "The council's plan on Moss said that the road was open.",
        "The council's plan | said | that the road was open",
    ),
    (
        "The road is open, according to the mayor, who has seen it all.",
        "the mayor, who has seen it all | according to | The road is open",
    ),
    (
        "He said that, according to Hale, the road is open.",
        "He | said | that / Hale | according to | the road is open",
    ),
    ("His claim that the road was open, made on Monday, came late.", "His | claim | that the road was open"),
    ("“We are ready,” Hale said; “we go there now”.", "Hale | said | “We are ready,”"),
    (
        "“We are ready,” Hale said of the plan they called “open for all of us”.",
        "Hale | said | “We are ready,” / they | called | “open for all of us”",
    ),
    (
        "This statement by Hale on Monday: “The road is open to all of us.”",
        "Hale | : | “The road is open to all of us.”",
    ),
    ("The road: “The road is open to all of us.”", "The road | : | “The road is open to all of us.”"),
    ("“We are ready to go there.” — Ana Perle, mayor", "Ana Perle, mayor | — | “We are ready to go there.”"),
    ("“We are ready to go there.”\n— Ana Perle, mayor", "Ana Perle, mayor | — | “We are ready to go there.”"),
    ("Hale once again said that the road was open.", "Hale | said | that the road was open"),
    ("In a statement Hale said that the road was open.", "Hale | said | that the road was open"),
    ("Reporters, in a statement, said that the road was open.", "Reporters | said | that the road was open"),
    ("The mayor, on Monday, said that the road was open.", "The mayor | said | that the road was open"),
    ("The mayor, Monday, said that the road was open.", "The mayor | said | that the road was open"),
    ("It made him say that the road was open.", "him | say | that the road was open"),
    ("The mayor went there to say that the road was open.", "The mayor | say | that the road was open"),
    ("The clip shows Hale saying “the road is open to all”.", "Hale | saying | “the road is open to all”"),
    (
        "Saying that the road is open, the mayor left; Hale came.",
        "the mayor | Saying | that the road is open",
    ),
    ("A team led by Hale said that the road was open.", "A team led by Hale | said | that the road was open"),
    (
        "They, the fishermen of the lake; the mayor, said that the road was open.",
        "the mayor | said | that the road was open",
    ),
    (
        "The fishermen, the mayor, said that the road was open.",
        "The fishermen, the mayor | said | that the road was open",
    ),
    ("The mayor at once said that the road was open.", "The mayor | said | that the road was open"),
    ("The mayor at first also said that the road was open.", "The mayor | said | that the road was open"),
    (
        "The mayor in a statement said that the road was open.",
        "The mayor in a statement | said | that the road was open",
    ),
    (
        "The mayor said nothing to the press, but the council said the road was open.",
        "The mayor | said | nothing to the press / the council | said | the road was open",
    ),
    ("The mayor said quietly the road was open.", "The mayor | said | the road was open"),
    (
        "The mayor said (as he often does) that the road was open.",
        "The mayor | said | that the road was open",
    ),
    (
        "The mayor said nothing new, which nobody noticed.",
        "The mayor | said | nothing new, which nobody noticed",
    ),
    ("The mayor criticised Hale as a man of the past.", "The mayor | criticised | Hale as a man of the past"),
    ("The mayor described Hale as a man of the past.", "The mayor | described | Hale as a man of the past"),
    ("The mayor criticised Hale, which nobody noticed.", "The mayor | criticised | Hale"),
    (
        "The mayor said the road was open, as the council claimed it was closed.",
        "The mayor | said | the road was open / the council | claimed | it was closed",
    ),
    ("The mayor denied the claim — the council insisted on it for weeks.", "The mayor | denied | the claim"),
    (
        "The mayor claims that “the road is open to all”, and Moss wrote “we go there now”.",
        "The mayor | claims | that “the road is open to all” / Moss | wrote | “we go there now”",
    ),
    (
        "“We are ready,” Hale said, “and the road “is open to all of us” now”.",
        "Hale | said | “We are ready,” … “and the road “is open to all of us” now”",
    ),
    (
        "The mayor insisted saying that the road was open.",
        "The mayor | insisted | saying that the road was open",
    ),
    (
        "The mayor said “we are ready” to go there “with all of us”.",
        "The mayor | said | “we are ready” to go there “with all of us”",
    ),
    ("The mayor said: the road is open.", "The mayor | said | the road is open"),
    (
        "Hale told the old and — for all we know — weary men of the lake that the road was open.",
        "Hale | told | that the road was open",
    ),
    ("Hale said on Monday in Ridgeton at noon in May the road was open.", "Hale | said | the road was open"),
    (
        "In a statement announcing the plan, the council said the road was open.",
        "the council | announcing | the plan / the council | said | the road was open",
    ),
    ("Hale said the road was open, but went home.", "Hale | said | the road was open"),
    ("The mayor said the road was “opened”.", "The mayor | said | the road was “opened”"),
    (
        "The road, according to the mayor, is open to all of us.",
        "the mayor | according to | The road … is open to all of us",
    ),
    (
        "A statement from the mayor (“the road is open to all of us”) came.",
        "the mayor | statement | “the road is open to all of us”",
    ),
    (
        "The council (Ridge) members said that the road was open.",
        "The council (Ridge) members | said | that the road was open",
    ),
    ("He knew: “we are ready to go,” Hale said.", "Hale | said | “we are ready to go,”"),
    ("In the town Ana Perle said that the road was open.", "Ana Perle | said | that the road was open"),
    (
        "The mayor came to talk to say that the road was open.",
        "The mayor | talk | that the road was open / The mayor | say | that the road was open",
    ),
    ("The mayor said that in May the road was open.", "The mayor | said | that in May the road was open"),
    ("The mayor last Monday said that the road was open.", "The mayor | said | that the road was open"),
    ("The mayor, last Monday, said that the road was open.", "The mayor | said | that the road was open"),
)
UNREAD = (
    "“We are ready to go,” Hale’s show aired on Monday.",
    "“We are ready to go,” the old men’s said.",
    "“We are ready to go,” said.",
    "“We are ready to go,” was croaked by Hale.",
    "“We are ready to go,” Hale.",
    "“We are ready to go,” those — all of them — familiar with it said.",
    "“We are ready to go,” on Monday Hale said.",
    "Was criticised by Hale.",
    "The plan was described by Hale in May.",
    "The general was reported by the Gazette as.",
    "Hale said himself to be ready.",
    "Hale said late on Monday again.",
    "Hale said in.",
    "The (old) said that the road was open.",
    "According to custom, the road is open.",
    "To the mayor, the road is open.",
    "According to Hale.",
    "A reply from Hale (open) came late.",
    "A claim of the day came late.",
    "The old claim that the road was open came late.",
    "Hale's claim that.",
    "Hale's claim “the road is open to all”.",
    "It was, Hale wrote; the road was open.",
    "Here: “The road is open to all of us.”",
    "Was dropped: “The road is open to all of us.”",
    "“We are ready to go there.” — and all.",
    "“We are ready to go there.” — of Perle said she.",
    "Nobody – Ana Perle said.",
    "At once said that the road was open.",
    "Said that the road was open.",
    "To say that the road was open is wrong.",
    "The mayor said on Monday him.",
    "*** ***, the mayor said.",
    "He was told by Hale.",
    "The mayor said: ***.",
    "The mayor left, his saying that the road was open.",
    "The mayor wrote a letter regarding the road.",
    "The mayor met rebels demanding land.",
    "“We are ready to go there.” — In Ridgeton.",
)


def _shown(text: str, item: ReadStatement) -> str:
    spans = (item.source, item.cue, item.content)
    return " | ".join(" … ".join(text[start:end] for start, end in span) for span in spans)


@pytest.mark.parametrize(("text", "expected"), READ)
def test_source_cue_and_content_are_cut_where_the_grammar_says(text: str, expected: str) -> None:
    assert " / ".join(_shown(text, item) for item in read(text).statements) == expected


@pytest.mark.parametrize("text", UNREAD)
def test_what_only_looks_like_an_attribution_is_none(text: str) -> None:
    assert read(text).statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "The general was reported by the Gazette as saying ***.",
        "A statement from the mayor that ***.",
        "The envoy, who in a statement said that the road was open, left.",
        "He (of three) members said that the road was open.",
        "The council (of the three very old men of the lake) members said that the road was open.",
        "The mayor called “we are ready to go” to say that the road was open.",
        "His claim that the road “was open” was wrong.",
        "Hale said the plan to announce a truce was dead.",
        "A team sent home said that the road was open.",
        "There, saying that the road is open.",
        "Hale said (45 that the road was open.",
        "Hale said yesterday later today the road was open.",
        "According to the mayor that, according to Hale, the road is open, Moss left.",
    ],
)
def test_odd_sentences_are_read_the_same_twice_and_every_span_lies_in_them(text: str) -> None:
    reading = read(text)
    assert reading == read(text)
    for item in reading.statements:
        assert all(0 <= start < end <= len(text) for start, end in (*item.source, *item.cue, *item.content))
