"""Each clause as a sentence."""

import pytest

from truceline.agreement.parse import read_agreement
from truceline.agreement.plain import sentence

HEAD = (
    'id = "a"\ntitle = "t"\nkind = "ceasefire"\n[[condition]]\nid = "c"\nactor = "x"\nposition = "accepted"\n'
)
ANCHOR = '[[provision]]\nid = "p"\nprohibits = ["clash"]\nprovided = ["c"]\n[[provision]]\nid = "q"\n'
NAMES = {"x": "Xenia", "isil": "ISIL", "a": "the truce", "line": "the line"}


@pytest.mark.parametrize(
    ("clause", "meant"),
    [
        (
            'prohibits = ["use-of-weapons"]\nbinds = "anyone"\narea = "zone"',
            "Everybody must refrain from use of weapons, in zone.",
        ),
        (
            (
                'prohibits = ["air-strike", "shelling"]\nbinds = { actors = ["x", "y"], and = ["supporting", "associated"] }\n'
                'protects = { accepted = "a", kinds = ["civilians", "medical"] }\n'
                'excludes = [{ actor = "isil" }, { list = "l" }]'
            ),
            (
                "Xenia, y and those supporting or associated with them must refrain from air strike or shelling, "
                "towards whoever accepted the truce, civilians and medical staff and places, "
                "leaving out ISIL and whoever stands on l."
            ),
        ),
        (
            (
                'prohibits = ["presence"]\nof = ["mlrs", "tanks"]\nbinds = { actor = "x", and = ["part-of"], closed = true }\n'
                'area = { within = "35 km", of = "line" }\nwhere = "origin"\nfrom = "2016-02-27T00:00"\nuntil = "2016-03-01"'
            ),
            (
                "Xenia and those part of them (no others are) must refrain from presence of mlrs and tanks, "
                "when it comes from a place within 35 km of the line, from 2016-02-27 00:00 until 2016-03-01 (UTC)."
            ),
        ),
        (
            'requires = "access"\nfor = "each-request"\nwithin-days = 3\nbinds = { holds = "place" }\nprovided = ["c"]',
            (
                "Whoever holds the place asked for must see to access each time there is an access request within 3 days "
                "of it, provided that Xenia stands as accepted."
            ),
        ),
        (
            'requires = "release"\nfor = "request"\neffort = "means"\nuntil = "2016"\naccording-to = ["us", "un"]',
            (
                "Whoever accepted the truce must make every effort towards release each time there is a request, "
                "until 2016 (UTC) (as read by us and un)."
            ),
        ),
        (
            'requires = "withdrawal"\nof = ["mlrs"]\nby = "2016-03-01"\nlate-is-breach = true\ncommanders = ["ordered"]',
            (
                "Whoever accepted the truce must see to withdrawal of mlrs by 2016-03-01 (UTC) "
                "(late performance is itself a breach), for which those who ordered it are responsible too."
            ),
        ),
        (
            (
                'permits = ["deployment"]\noverrides = ["p"]\nprotects = "everyone"\nperiod = "2016-03"\n'
                'unless = ["at-night"]\nwhere = "either"\narea = "zone"'
            ),
            (
                "Whoever accepted the truce may engage in deployment in spite of p, towards everyone, "
                "when it comes from a place or hits one in zone, during 2016-03 (UTC), unless it is at night."
            ),
        ),
        (
            'permits = ["monitoring"]\nfrom = "2016"\nprotects = { kinds = ["bound"] }',
            "Whoever accepted the truce may engage in monitoring, towards those bound by this agreement, from 2016 (UTC).",
        ),
    ],
)
def test_a_clause_is_told_in_one_sentence(clause: str, meant: str) -> None:
    provision = read_agreement(HEAD + ANCHOR + clause, "a.toml").provisions[1]
    assert sentence(provision, NAMES) == meant


def test_without_names_ids_stand_for_themselves() -> None:
    provision = read_agreement(
        HEAD + ANCHOR + 'permits = ["clash"]\nbinds = { actor = "isil" }', "a.toml"
    ).provisions[1]
    assert sentence(provision) == "Isil may engage in clash."
