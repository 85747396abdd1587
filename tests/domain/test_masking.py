"""No name that a case knows is left in a text that goes out, and nothing else is touched."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents import DocumentText, Moment, NewDocument
from domain.events import Value
from domain.flags.flag import Flag, Verdict
from domain.flags.flag import Kind as FlagKind
from domain.instrument_file import load_packaged
from domain.intents import AddDocuments, DecideFlag, SetFact
from domain.interview import Session
from domain.masking import OPEN, Known, Mask, Masked, Role
from tests.instruments import TODAY, take

CHILD = Known("Kyle James Brown", Role.CHILD)
WILL = Known("Will Young", Role.CHILD)
MAY = Known("May Day", Role.WORKER)
OKAFOR = Known("A. Okafor", Role.CASE_MANAGER)
SCHOOL = Known("Ribble Park High School", Role.SCHOOL)
HOME = Known("14 Mill Lane, Wexholme", Role.HOME)


@pytest.mark.parametrize(
    ("known", "text", "masked"),
    [
        (CHILD, "Kyle said so", "[child] said so"),
        (CHILD, "KYLE said so; kyle agreed", "[child] said so; [child] agreed"),
        (CHILD, "Kyle’s mother, kyles mum", "[child]’s mother, [child]s mum"),
        (CHILD, "Kyle Brown; Brown, Kyle; BROWN Kyle", "[child]; [child]; [child]"),
        (CHILD, "Kyle\n  Brown and Kyle J. Brown", "[child] and [child]"),
        (CHILD, "kyle_brown_asset.docx, KyleBrown2.pdf", "[child]_asset.docx, [child]2.pdf"),
        (CHILD, "K. Brown, K Brown, K J Brown", "[child], [child], [child]"),
        (CHILD, "Mr Brown and the Browns", "Mr [child] and the [child]s"),
        (CHILD, "a brown envelope", "a brown envelope"),
        (CHILD, "A brown envelope for K.J.B. today", "A brown envelope for [child] today"),
        (CHILD, "James came", "[child] came"),
        (CHILD, "Ky\u00adle, Bro\u200bwn, \ufeffKyle", "[child], [child], \ufeff[child]"),
        (CHILD, "kyleigh, Brownlow, Skyle", "kyleigh, Brownlow, Skyle"),
        (WILL, "Will young people come?", "Will young people come?"),
        (WILL, "Will Young came. WILL YOUNG.", "[child] came. [child]."),
        (WILL, "Will he come? I asked Will.", "Will he come? I asked [child]."),
        (WILL, "Will said: will do", "[child] said: will do"),
        (WILL, "Will, he said. Will’s plan.", "[child], he said. [child]’s plan."),
        (MAY, "In May 2012 and since May, on 3 May", "In May 2012 and since May, on 3 May"),
        (MAY, "May, 2012; on the 3rd of May", "May, 2012; on the 3rd of May"),
        (MAY, "May be late. I asked May twice.", "May be late. I asked [worker] twice."),
        (OKAFOR, "Ada Okafor, OKAFOR", "[case manager], [case manager]"),
        (OKAFOR, "A Okafor came", "[case manager] came"),
        (OKAFOR, "as asked Okafor", "as asked [case manager]"),
        (Known("J.B.", Role.WORKER), "J.B. and JB, not jb", "[worker] and [worker], not jb"),
        (Known("Siân Llwyd-Jones", Role.CHILD), "Sian Llwyd Jones", "[child]"),
        (Known("Siân Llwyd-Jones", Role.CHILD), "SIÂN; Llwyd", "[child]; [child]"),
        (Known("Owain Ŵyn", Role.CHILD), "owain wyn", "[child]"),
        (Known("Edin Arslan", Role.CHILD), "Ed\u0131n came", "[child] came"),
        (Known("Niamh O'Brien", Role.NAME), "O’Brien, OBrien, O' Brien", "[name], [name], [name]"),
        (Known("Mrs van der Berg", Role.NAME), "Mrs van der Berg", "Mrs [name]"),
        (SCHOOL, "At ribble park high\nschool", "At [school]"),
        (SCHOOL, "Ribble Park; the high school", "[school]; the high school"),
        (HOME, "at 14 Mill Lane, Wexholme", "at [home], [home]"),
        (HOME, "in Mill Lane, past the mill", "in [home], past the mill"),
    ],
)  # fmt: skip
def test_a_name_is_masked_however_it_is_written(known: Known, text: str, masked: str) -> None:
    assert Mask([known])(text) == masked


def test_of_two_names_the_longer_is_one_name() -> None:
    mask = Mask([CHILD, Known("Karen Brown", Role.FAMILY), OKAFOR])
    told = mask("Karen Brown, Kyle and Karen wrote to Ms Okafor.")
    assert told == "[family member], [child] and [family member] wrote to Ms [case manager]."
    assert mask.found == (
        Masked("child's name", "[child]", 1),
        Masked("family member's name", "[family member]", 2),
        Masked("case manager's name", "[case manager]", 1),
    )
    assert mask.names_found == ("Karen Brown", "Kyle", "Karen", "Okafor")
    assert "Kyle" not in str(mask.found)


def test_who_has_a_title_is_masked_though_nobody_knows_the_name() -> None:
    assert Mask()("Mr Tansley and PC K. Orrell rang on Mr Monday") == (
        "Mr [name] and PC [name] rang on Mr Monday"
    )
    assert OPEN("Mr Tansley and PC K. Orrell") == "Mr Tansley and PC K. Orrell"
    assert OPEN.found == ()


def test_the_cases_own_reference_stays() -> None:
    mask = Mask([Known("14 Mill Lane", Role.HOME), CHILD], keep="X-KYLE-14")
    assert mask("Case X-KYLE-14: Kyle, 14 Mill Lane") == "Case X-KYLE-14: [child], [home]"


# -- whatever the names are

_FIRST = st.sampled_from(["Kyle", "Shanice", "Domas", "Siân", "Owain", "Zoë", "Mohammed"])
_LAST = st.sampled_from(["Okafor", "Ruzgys", "O'Brien", "Llwyd-Jones", "Tŷmawr", "Lythgoe"])
_CASE = st.sampled_from([str, str.upper, str.lower, str.title])
_GAP = st.sampled_from([" ", "  ", "\n", "\u00a0", "\t", " \n ", "-", "_", ""])
_ROUND = st.sampled_from(["{} said so.", "“{}”", "({})", "with {}’s mother", "{}, late", "the {}s"])
_SHAPE = st.sampled_from(
    ["{0}{gap}{1}", "{1},{gap}{0}", "{0}", "{1}", "{i}. {1}", "{0} J.{gap}{1}"]
)
_ORDINARY = (
    "the plan was reviewed in time",
    "will may mark a brown envelope",
    "on 3 February 2012, p 4;",
    "YOT RoSH Asset English",
    "hope, grace; young people",
    "[child] and [case manager]",
    "Rhoddwyd copi i’r teulu",
)
_WORDS = st.lists(st.sampled_from(_ORDINARY), max_size=3).map(" ".join)


@given(_FIRST, _LAST, _CASE, _GAP, _SHAPE, _ROUND, _WORDS, _WORDS)
def test_no_planted_name_is_left(
    first: str, last: str, case: object, gap: str, shape: str, around: str, before: str, after: str
) -> None:
    assert callable(case)
    named = shape.format(first, last, gap=gap, i=first[0])
    mask = Mask([Known(f"{first} {last}", Role.CHILD)])
    out = mask(f"{before} {around.format(case(named))} {after}")
    assert not re.search("|".join(map(re.escape, (first, last))), out, re.IGNORECASE)
    assert out.startswith(before)
    assert out.endswith(after)
    assert mask(out) == out


@given(st.text(max_size=200), _WORDS)
def test_a_text_without_the_names_is_left_as_it_is(odd: str, ordinary: str) -> None:
    mask = Mask([Known("Shanice Ruzgys", Role.CHILD), OKAFOR, SCHOOL])
    assert mask(ordinary) == ordinary
    told = odd.casefold()
    if not any(name in told for name in ("shanice", "ruzgys", "okafor", "ribble")):
        assert "[child]" not in mask(odd) or "[child]" in odd


@given(
    st.lists(
        st.builds(
            Known,
            st.text(st.sampled_from("AKaeklimoy WMŵâ'-.1"), min_size=1, max_size=14)
            | st.sampled_from(
                ["Will May", "May", "Child", "Case Manager", "Home", "He", "In Last"]
            ),
            st.sampled_from(list(Role)),
        ),
        max_size=4,
    ),
    st.text(st.sampled_from("AKaeklimoy WMŵâ'-.1\n[]"), max_size=60),
    _WORDS,
)
def test_masking_twice_is_masking_once(known: list[Known], text: str, ordinary: str) -> None:
    mask = Mask(known)
    whole = f"{text} {ordinary} {' '.join(each.name for each in known)}"
    once = mask(whole)
    assert mask(once) == once


def test_time_grows_with_the_text_and_no_more() -> None:
    mask = Mask([CHILD, OKAFOR, SCHOOL, HOME, WILL])
    plain = "the plan was reviewed. " * 4_000
    for text in (
        f"{plain}Kyle {plain}",
        "Kyle" + " " * 100_000,
        "Kyle " * 10_000,
        "A. " * 30_000,
        "14 Mill " * 10_000,
    ):
        began = time.perf_counter()
        mask(text)
        assert time.perf_counter() - began < 3


def test_a_thousand_names_cost_a_text_no_more_than_a_few() -> None:
    names = [f"{a}{b}o{c} {c}e{b}{a}" for a in "Kmrstdgl" for b in "aeiou" for c in "nlrstdgk"]
    long = Known("Hill School " * 500, Role.SCHOOL)
    mask = Mask([*(Known(name.title(), Role.NAME) for name in names), long])
    began = time.perf_counter()
    told = mask("Kaon Neak came to Mrs Dale; the plan was reviewed. " * 2000)
    assert time.perf_counter() - began < 3
    assert told.startswith("[name] came to Mrs [name]; the plan was reviewed. [name]")


# -- what a case knows

FORM = """Core Asset profile
Young person: Domas Ruzgys
Date completed: 23 February 2011
Completed by: Greta Lythgoe
Countersigned by: Judith Corrie on 24 February 2011
Mother: Rasa Ruzgys
Social worker: Tess Ashby
School: Wexholme High School

Domas lives with his mother Rasa, his stepfather Paul and his sister Ieva. He and Kelsey went out
together. Mr Tansley, head of Year 11, rang the Youth Offending Team on Monday and spoke Lithuanian.
"""


def entry(**told: str) -> Value:
    """The only entry of a list of facts."""
    return ({"from": "", "until": "", **told} if "name" in told else {**told},)


def filed() -> tuple[Session, dict[str, DocumentText]]:
    words = DocumentText(FORM)
    document = NewDocument(
        kind="core_profile",
        stage="start",
        written=Moment(TODAY),
        name="Asset of Kieran Dacre.docx",
        form="docx",
        sha256="0" * 64,
        text=words.key,
        author="Greta Lythgoe",
        countersigned_by="Judith Corrie",
    )
    managers: Value = tuple({"name": name, "from": ""} for name in ("Carys Ormond", "duty worker"))
    on = "2011-05-04"
    session = take(
        Session.start(load_packaged(), "FM-07"),
        SetFact("case_managers", managers),
        SetFact("countersigning_manager", "F. Beckwith"),
        SetFact("schools", entry(name="Ferrers School")),
        SetFact("homes", entry(name="41 Castle Road (Donna's home)")),
        SetFact("past_ties", entry(date=on, kind="partner", text="girlfriend, jade")),
        SetFact("protective_orders", entry(date=on, kind="other", text="no contact, Mrs Dale")),
        SetFact(
            "significant_changes",
            entry(date=on, kind="move", text="to his aunt, Saltby Community School"),
        ),
        AddDocuments((document,), (words,)),
    )
    return session, {words.key: words}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Domas, Ruzgys", "[child], [child]"),
        ("Rasa, Paul Ruzgys and Ieva", "[family member], [family member] and [family member]"),
        ("Carys and Ormond", "[case manager] and [case manager]"),
        ("G. Lythgoe; the duty worker", "[worker]; the duty worker"),
        ("Judith Corrie, Frank Beckwith", "[manager], [manager]"),
        ("Tess Ashby, social worker", "[worker], social worker"),
        ("his ex Jade, and jade", "his ex [partner], and [partner]"),
        ("Mrs Dale", "Mrs [protected person]"),
        ("Kelsey, Tansley, Saltby", "[name], [name], [school]"),
        ("Ferrers, Wexholme High School", "[school], [school]"),
        ("41 Castle Road, with Donna", "[home], with [family member]"),
        ("a note by Kieran Dacre", "a note by [name] [name]"),
        ("in the community, at a high school", "in the community, at a high school"),
        ("FM-07: English, Lithuanian; Monday", "FM-07: English, Lithuanian; Monday"),
        ("the Youth Offending Team, Year 11", "the Youth Offending Team, Year 11"),
    ],
)
def test_a_case_knows_the_names_of_its_facts_and_documents(text: str, masked: str) -> None:
    assert Mask.of(*filed())(text) == masked


def test_a_case_without_documents_or_facts_masks_nothing_but_titled_names() -> None:
    mask = Mask.of(Session.start(load_packaged(), "FM-07"), {})
    assert mask("Kyle and Mrs Dale") == "Kyle and Mrs [name]"


def test_the_name_of_another_cases_child_that_a_flag_tells_is_masked() -> None:
    """Told beside the case's reference, a first name alone says who the child of that case is."""
    flag = Flag(
        key="1" * 16,
        kind=FlagKind.CLONED,
        rule="wrong_person",
        label="",
        source="",
        sure=True,
        say="“Cornelius” in Asset: the name of the child of case 08.",
        against="Cornelius is the child of case 08",
    )
    session, texts = filed()
    for mask in (
        Mask.of(session, texts, (flag,)),
        Mask.of(take(session, DecideFlag(flag, Verdict.CONFIRMED)), texts),
    ):
        assert mask(flag.say) == "“[name]” in Asset: the name of the child of case 08."
        assert mask(flag.against) == "[name] is the child of case 08"
        assert mask("He is not Cornelius.") == "He is not [name]."
