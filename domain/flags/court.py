"""Sentence still to come, orders still running, a first offence: held against what the court did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.flags.reading import FUTURE, NONE, PAST, PERFECT, PRESENT, SUPPOSED, Sentence
from domain.flags.record import Ended
from domain.flags.statement import CHECK, Held, Outdated, flag, say

_COURT = r"(?:court|bench|magistrates?|jps?|judge|justices|yc|crown|district judge|dj|they|ladies and gentlemen|recorder)"
_OUTCOME = r"(?:sentenc\w*|dispos\w+|outcome|result|fate|verdict|decision|what (?:he|she|they|yp|is to|happens|will|the)\b|how long)"
_PENDING = tuple(
    re.compile(p, re.I)
    for p in (
        # waiting for it
        rf"\b(?:await\w*|wait(?:s|ing)?(?: for| to| on)?|pending|not yet|yet to|still to|has to|remains? to|to be|due(?: to be| for)?|up for|ahead of|facing|faces|expects?|expecting|worried about|anxious about|dreading|nervous about|looking at|in the run.up to|when it comes to|come|at the point of|going up for)\s+(?:\w+\s+){{0,3}}?(?:sentenc\w+(?!\s+(?:expiry|plan|end|date))|dispos\w+|(?:the )?outcome (?:of|at|in) (?:court|the hearing|the case))\b",
        r"\bunsentenced\b|\bsentenc\w+ (?:is|are|remains?|still|has)\s+(?:\w+\s+){0,2}?(?:pending|outstanding|awaited|to come|to follow|adjourned|not|yet|due|deferred|put (?:off|back)|ahead|looming)\b",
        r"\bsentence[ds]?\s+(?:not|has not|is not|hasn't|isn't|yet|tbc|tba|to be (?:passed|given|set)|to follow|adj\b|outstanding|awaited|pending)\b",
        rf"\b(?:no|without) (?:sentence|disposal|decision|outcome)\s+(?:has |have )?(?:\w+ )?(?:been )?(?:yet|passed|made|given|as yet)\b",
        # what the court is still to say
        rf"\b{_COURT}\b[^.;]{{0,40}}?\b(?:will|is going to|are going to|has yet to|have yet to|is to|are to|must|may|might|can|now have to|now has to|have to|has to|needs? to|is (?:still )?(?:thinking|considering|minded|deciding|mulling)|are (?:still )?(?:thinking|considering|deciding))\b[^.;]{{0,25}}?\b(?:decide|do|give|deal|pass|say|impose|make|hand|sentence|settle|order|think|choose|dispose|want|hear|consider|rule|sentenc\w+|weigh|send|put|let)\b",
        rf"\bwhat(?:ever)?\s+(?:the\s+)?(?:youth |crown |local )?{_COURT}\b[^.;]{{0,15}}\b(?:do|does|will|decides?|say|says|gives?|make|makes|think|thinks)\b",
        rf"\bwhich way\b[^.;]{{0,40}}\b(?:go|goes|lean|leans|jump|jumps|fall|falls)\b",
        rf"\b(?:what|whatever) (?:happens|becomes|sentence|order|disposal|he gets|she gets|he'll get|she'll get|he will get|she will get|they give|they'll give)\b[^.;]{{0,60}}",
        r"\bwhat (?:he|she|yp)(?:'s| is| will|'ll)?\s+(?:likely |going |probably )*(?:to )?(?:get|be given|receive)\b",
        rf"\b(?:all|both|several|\d|min\.? \d|two|three)\s+(?:sentencing |disposals? )?(?:options?|disposals?)\s+(?:remain |are |still )*(?:open|available)\b",
        r"\bhang(?:s|ing) over (?:his|her|him|their)\b(?: head)?",
        # reports asked for
        r"\b(?:psr|pre-sentence report|pre sentence report|full report|stand-?down(?: report)?|report for (?:the )?court|court report|sdr|specific sentence report)\s+(?:is |has |are |to |was |being |been |now )*(?:requested|ordered|asked for|being (?:prepared|written)|due|required|in progress|be (?:prepared|written|done|completed)|prepared|directed|called for|outstanding|under way|in hand|underway)\b",
        r"\b(?:adjourned|stood down|put back|put off|remanded|bailed) (?:\w+ ){0,3}?for (?:\w+ ){0,2}?(?:psr|report|reports|sentence|pre-sentence|sentencing|psrs)\b",
        r"\b(?:ordered|requested|asked for|wants?|want|needs?|called for|commissioned) (?:a |an |the )?(?:full |all-options |all options )?(?:psr|pre-sentence report|report)\b",
        # our own proposal to the court
        r"\b(?:propos(?:al|es?|ed|ing)|recommend(?:s|ed|ing|ation)?|suggest(?:s|ing)?)\b[^.;]{0,60}\b(?:order|yro|dto|requirement|curfew|disposal|community|custod\w+|supervision|reparation|contract|conditional discharge|fine|tag|rehabilitation)\b",
        r"\b(?:going to|will|intends? to|plans? to)\s+(?:argue|ask|press|push|speak|plead)\s+for\b",
        # if sentence were to be
        r"\b(?:if|should|were|whether|depending on whether|in the event(?: that)?)\b[^.;]{0,25}?\b(?:receives?|gets?|is given|given|be given|is made|made|receive|sentenced to|ends up with|goes? to|is sent to|avoids?|be made|imposed)\s+(?:\w+ ){0,3}?(?:order|sentence|yro|dto|custody|community|referral|detention|prison|conditional|curfew|supervision)\b",
    )
)
_FOREIGN = re.compile(
    r"\b(?:breach\w*|re-?sentenc\w+|reoffend\w*|re-offend\w*|again|further offen\w+|another|new (?:offen\w+|charge|matter)|appeal|panel|since (?:his |her )?sentenc\w+|when sentenced|after sentenc\w+|sentence plan(?:ning)?|revok\w+|end of (?:his |her |the )?sentence|licence|early release|serving|followed|comes? back|fails?|misses)\b",
    re.I,
)
_SPEAKERS = frozenset("solicitor barrister officer teacher tutor".split())
_FAMILY = frozenset("parents parent carer carers mum mam mother mom dad father nan gran grandmother aunt".split())
_CHILD_TOO = frozenset("he him his she her he's she's hes shes yp them".split())


def awaiting_sentence(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """The outcome of the case told as still to come, when the record has the sentence."""
    sentenced = held.record.sentenced
    if sentenced is None or sentenced > held.now:
        return
    for pattern in _PENDING:
        m = pattern.search(sentence.plain)
        if m and _still_open(held, sentence, m):
            why = f"sentenced {say(sentenced)}: {held.record.order or 'order made'}"
            yield flag(sentence, m.start(), m.end(), "awaiting_sentence", why)
            return
    weak = _weakly_open(held, sentence)
    if weak and _still_open(held, sentence, weak):
        why = f"sentenced {say(sentenced)}: {held.record.order or 'order made'}"
        yield flag(sentence, weak.start(), weak.end(), "awaiting_sentence", why, CHECK)


_MATTER = re.compile(
    r"\b(?:courts?|bench|magistrates?|jps?|judge|sentenc\w*|reports|what(?: i|')s coming|disposals?|custodial|custody|dto|detention|prison|locked up|sent (?:down|away)"
    r"|yro|referral order|community (?:order|sentence)|supervision order|(?:a|the|full|all.options) re?p?r?o?r?[pt]?o?rt|psr|matter|liberty|jail|prison|jail|penalty|dealt w\w*|go(?:ing|es|in)? (?:down|away|inside)|lock (?:him|her) up|send (?:him|her) (?:down|away|to)|fate|outcome|verdict|ct|crt|curfew requirement|put away|sent to"
    r"|(?:what|wot) (?:will|'?ll|is going to|he'?ll|she'?ll|he will|she will|happens|is to|is gonna)\b.{0,16}(?:happen|get|him|her|become))\b",
    re.I,
)
_OPEN = re.compile(
    r"\b(?:decid\w+|decision|outcome|await\w*|wait\w*|pending|tbc|tba|tbd|open to|gone off|off for|unresolved|undecided|adjourned|rests? with|in the hands of"
    r"|hop(?:es?|ing|ed)|may (?:well )?(?:receive|get|be given|face|impose)|might (?:get|be given|give|go|send|face)|could (?:get|be given|go to|receive|face|end)|likely to"
    r"|prospect of|possibility of|risk of custody|faces|facing|expects?|expecting|find out|deal with|want to do|what to do|called for|asked for|been requested"
    r"|before (?:passing|sentenc\w+|decid\w+)|whether|propos\w+|recommend\w*|which way|bricking|terrified|dread\w*|scared|worr(?:ied|ies|ying)|nervous|anxious|see what|know what|no idea"
    r"|(?:doesn'?t|dont|don't|does not) k?now?|mitigation|looking at|consider\w*|options|keen to avoid|prepared for|preparing for|yet|soon|prays?|praying|banking on|predict\w*|unknown|not known|convinced|not sure|unsure|certain|not clear|unclear|thinks|believes|reckons?|is possible|not possible|possibly|probably|should the|were the|if the|if it|minded|until|till?|still|gonna|goin|in line for|in store|on the cards|thumbs|fingers crossed|depends?|depending|remains to be seen)\b",
    re.I,
)


_COURT_AHEAD = re.compile(r"\b(?:the (?:court|bench|judge|magistrates|jps)|sentenc(?:e|ing)|custody)\b", re.I)
_SETTLED = re.compile(
    r"\b(?:was|were) (?:\w+ )?(?:sentenced|given|made|dealt)|how many times|embarrass\w*|every|always|never been|in the past|previous(?:ly)?|last time"
    r"|sentenced (?:on|to)|case manager|team manager|since court|at court",
    re.I,
)


def _weakly_open(held: Held, sentence: Sentence) -> re.Match[str] | None:
    """A word for the court's part beside a word for what is not yet known, in words taken over
    from a version written before sentence: there they can hardly mean another matter."""
    sentenced, earlier = held.record.sentenced, held.earlier
    if not sentence.carried or sentenced is None or earlier is None or earlier >= sentenced:
        return None
    ahead = _COURT_AHEAD.search(sentence.plain)
    if ahead and sentence.time_at(ahead.start()) in (FUTURE, SUPPOSED) and not _SETTLED.search(sentence.plain):
        return ahead
    for m in _OPEN.finditer(sentence.plain):
        if _SETTLED.search(sentence.plain):
            return None
        near = [x for x in _MATTER.finditer(sentence.plain) if abs(x.start() - m.start()) < 70]
        matter = next((x for x in near if x.span() != m.span()), None)
        asked = m.group().lower() in ("asked for", "called for", "been requested")
        if matter and (
            asked or sentence.time_at(matter.start()) is not PAST and sentence.time_at(m.start()) is not PAST
        ):
            return m
    return None


def _still_open(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    at = m.start()
    span = sentence.clause_span(at)
    if _FOREIGN.search(sentence.plain[min(span.start, at) : max(span.end, m.end())]):
        return False
    if sentence.in_quotes(at):
        return False
    time = sentence.time_at(m.end() - 1)
    if time is PAST and not re.search(r"\b(?:asked|ordered|requested|adjourned|directed|called)\b", m.group(), re.I):
        return False
    if time is PAST and not sentence.carried:
        return False
    if re.search(r"\b(?:was|were|remembers?|recalls?|while|when (?:he|she) was|felt)\b", sentence.low[max(0, at - 30) : at]):
        return False
    if time is SUPPOSED and not sentence.carried:
        return False
    if re.match(r"if|should|were|in the", m.group(), re.I) and not sentence.carried:
        return False
    too = _CHILD_TOO & set(sentence.lows) or held.record.first_name.lower() in sentence.lows
    speakers = _SPEAKERS | _FAMILY if too else _SPEAKERS
    return not any(held.about_other(sentence, c, speakers) for c in (at, m.end() - 1))


_BAIL = re.compile(
    r"\b(?:on|under|conditional|court|police|iss|unconditional|technical|subject to)\s+(?:\w+\s+){0,3}?bail\b|\bbail (?:conditions?|curfew|supervision|address|package|terms)\b|\bbailed\b|\bbail\b"
    r"|\bdoorstep\b|\b(?:tag|tagged|electronic(?:ally)? (?:tag|monitor)\w*|curfew(?:ed)?|remand(?:ed)?)\b|\b(?:conditions?|terms) of (?:his |her )?bail\b|\bbox (?:is )?in the (?:hall|house|flat)\b"
    r"|\bsurety\b|\breports? to (?:the )?(?:police|station)\b|\bsigns? on at\b",
    re.I,
)
_HOUSE_RULE = re.compile(r"\bcurfew\b[^.;]{0,20}\b(?:that |which )?(?:his |her |the |by )?(?:mum|mam|mother|dad|father|gran\w*|nan\w*|aunt\w*|uncle|carers?|staff|home|foster|sets?|house|unit|parents?)\b|\b(?:mum|mam|mother|dad|father|gran\w*|nan\w*|aunt\w*|carers?|house|home|staff|own|hostel|unit|weekend)(?:'s)?\s+(?:\w+\s+)?curfew\b", re.I)
_ENDED = re.compile(r"\b(?:ended|expired|lapsed|until|came off|come off|off (?:his|her|the|tag)|removed|finished|completed|kept to|complied|breached|no longer|former|previous|revoked|lifted|taken off|history|last order|at the time|earlier|past|cut off|since the|over|served|before|previously|refused)\b", re.I)
_KINDS = {
    "referral": r"\b(?:referral order|r\.?o\.?\b|referral contract|(?:referral )?panel|contract)",
    "youth rehabilitation": r"\b(?:youth rehabilitation order|youth rehab order|yro)\b",
    "supervision": r"\bsupervision order\b",
    "anti-social": r"\b(?:anti-?social behaviour order|asbo)\b",
    "detention": r"\b(?:detention and training order|dto)\b",
    "reparation": r"\breparation order\b",
    "action plan": r"\baction plan order\b",
    "attendance centre": r"\battendance centre\b",
    "curfew": r"\bcurfew\b|\btag(?:ged)?\b",
    "remand": r"\bremand(?:ed)?\b",
    "bail": r"\bbail(?:ed)?\b|\btag(?:ged)?\b|\belectronic\w* monitor\w*|\bdoorstep\b",
    "final warning": r"\bfinal warning\b",
    "conditional discharge": r"\bconditional discharge\b",
    "community": r"\bcommunity (?:rehabilitation |punishment )?order\b",
    "isso": r"\biss\b|\bissp\b",
    "interim": r"\binterim\b",
    "care order": r"\bcare order\b",
    "child protection": r"\bchild protection plan\b",
    "intensive": r"\biss\b|\bissp\b|\bintensive supervision\b",
}


def ended_order(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """Bail, remand or an order that has ended, told as running."""
    for m, why in _order_words(held, sentence):
        if _running(held, sentence, m):
            span = sentence.clause_span(m.start())
            yield flag(sentence, span.start, max(span.end, m.end()), "ended_order", why)
            return


def _order_words(held: Held, sentence: Sentence) -> Iterator[tuple[re.Match[str], str]]:
    record = held.record
    if record.bail_until and record.bail_until <= held.now:
        m = _BAIL.search(sentence.plain)
        if m and not _covered_now(held, sentence.plain, m.group()):
            yield m, f"bail ended {say(record.bail_until)}"
    for tie in record.ended:
        if tie.what.lower() in ("order", "bail", "remand", "licence", "curfew") and tie.on <= held.now:
            yield from _named_order(held, sentence, tie)


def _covered_now(held: Held, plain: str, said: str) -> bool:
    """Whether the present order, or a licence, may itself bring the tag or curfew."""
    low = held.record.order.lower() + " ".join(re.findall(r"\b(?:licence|requirement)\b", plain.lower()))
    tagged = re.search(r"curfew|tag|monitor|intensive|iss|licence", low)
    return bool(tagged and re.search(r"tag|curfew|electronic", said, re.I))


def _named_order(held: Held, sentence: Sentence, tie: Ended) -> Iterator[tuple[re.Match[str], str]]:
    name = tie.name.lower()
    for kind, pattern in _KINDS.items():
        if kind in name and (kind not in held.record.order.lower() or kind in ("bail", "remand")):
            m = re.search(pattern, sentence.plain, re.I)
            if m and not (kind == "referral" and m.group().lower() in ("panel", "contract") and not sentence.carried):
                yield m, f"{tie.name} ended {say(tie.on)}"


def _running(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    at = m.start()
    time = sentence.time_at(at)
    fitted = sentence.carried and re.search(r"\b(?:fitted|installed|imposed|in place)\b", sentence.low)
    if fitted and time is PAST and not re.search(r"\b(?:was|were|had)\b", sentence.low):
        time = NONE
    unfinished = re.search(r"\b(?:hasn't|has not|hasnt|not yet|yet to|still (?:got|has)|left|remain\w*)\b", sentence.low)
    if unfinished and time in (PRESENT, PERFECT) and sentence.carried:
        return not held.about_other(sentence, at)
    if time in (PAST, PERFECT, SUPPOSED) or sentence.in_quotes(at) or _HOUSE_RULE.search(sentence.plain):
        return False
    span = sentence.clause_span(at)
    around = sentence.plain[max(0, span.start - 25) : span.end + 25]
    if _ENDED.search(around) or re.search(r"\b(?:if|unless|should|could|would)\b", sentence.low[max(0, at - 40) : at]):
        return False
    if time is NONE and re.match(r"(?:not|no|remand|tag|curfew)", m.group(), re.I) and not sentence.carried:
        return False
    return not held.about_other(sentence, at)


_FIRST = re.compile(
    r"\b(?:(?:his|her|the|a|yp's)\s+first\s+(?:ever\s+)?(?:offence|conviction|time (?:in|at|before) (?:court|the court)|court appearance|contact with (?:the )?(?:police|yot))"
    r"|first time (?:that )?(?:he|she|yp|\w+) (?:has|'s) (?:been|appeared|come|had)\b[^.;]{0,25}(?:court|trouble|police|yot)|first[- ]time (?:offender|entrant)|fte\b|no (?:previous|prior|known|past|earlier) (?:convictions?|offences?|offending|history of offending|record|matters|cautions|pre-?cons?|antecedents)"
    r"|no (?:offending|criminal) (?:history|record)|nil (?:previous|pre-?cons?|antecedents)|nothing (?:known|recorded)|no pre-?cons?|no previous\b(?! for\b)|only (?:ever )?been (?:done|nicked|arrested|in trouble|to court|in court|convicted) (?:the )?once|previous(?:ly)?:?\s+(?:nil|none|unknown to)"
    r"|(?:is |are )?new to (?:the )?(?:youth justice|yot|criminal justice|us|the service)\b|never (?:been )?(?:in trouble|offended|arrested|convicted|to court)(?: before)?"
    r"|not (?:previously )?known to (?:the )?(?:police|yot|youth|us|service)|previously unknown|(?:of )?previous good character|clean (?:record|sheet)|no form\b|antecedents:? (?:nil|none))",
    re.I,
)
_ONLY = re.compile(
    r"\b(?:(?P<n>one|a single|1|two|2|three|3)\s+(?:previous|prior|earlier)?\s*(?:reprimand|caution|final warning|conviction|offence|matter|finding)s?\b[^.;]{0,25}\b(?:nothing else|only|nothing more|otherwise)"
    r"|(?:only|just)\s+(?P<m>one|a single|1|two|2|three|3)\s+(?:previous|prior|earlier|other)\s+(?:reprimand|caution|conviction|offence|matter)s?"
    r"|(?:has|with)\s+(?P<k>one|a single|1|two|2|three|3)\s+(?:previous|prior)\s+(?:reprimand|caution|conviction|offence)s?)",
    re.I,
)
_NO_VIOLENCE = re.compile(r"\bno (?:history|record|evidence|previous|pattern|known history|past) (?:of |for )?(?:\w+ )?(?:violence|violent|assault\w*|aggress\w+)|\b(?:never|not) (?:been |ever )?violent\b|\bno violence (?:on|in|previously|known)\b|\bnon-?violent history\b|\b(?:nothing|none) (?:violent|of a violent|of violence)\b", re.I)
_COUNT = {"one": 1, "a single": 1, "1": 1, "two": 2, "2": 2, "three": 3, "3": 3}


def history_understated(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """Fewer or lesser earlier offences than the record holds."""
    offences = [o for o in held.record.offences if o.on < held.now]
    if not offences or held.about_other(sentence, 0):
        return
    m = _FIRST.search(sentence.plain)
    if m and _said_now(sentence, m):
        yield flag(sentence, m.start(), m.end(), "history_understated", f"{len(offences)} earlier on record", CHECK)
        return
    m = _ONLY.search(sentence.plain)
    said = next((g for g in m.groups() if g), None) if m else None
    if m and said and _COUNT[said.lower()] < len(offences) - 1:
        yield flag(sentence, m.start(), m.end(), "history_understated", f"{len(offences)} earlier on record", CHECK)
        return
    m = _NO_VIOLENCE.search(sentence.plain)
    if m and any(o.category == "violence" for o in offences) and _said_now(sentence, m):
        yield flag(sentence, m.start(), m.end(), "history_understated", "an earlier violent offence on record", CHECK)


def _said_now(sentence: Sentence, m: re.Match[str]) -> bool:
    before = sentence.low[max(0, m.start() - 12) : m.start()]
    after = sentence.low[m.end() : m.end() + 30]
    if re.search(r"\b(?:not|isn't|wasn't|no longer|until|before)\s+(?:\w+\s+)?$", before):
        return False
    if re.match(r"\s*(?:for|of|in)\s+(?!this|the\b|his\b|her\b)\w+", after) and "history" not in m.group().lower() and "violen" not in m.group().lower():
        return False
    return sentence.time_at(m.start()) not in (PAST, SUPPOSED) and not sentence.in_quotes(m.start())


