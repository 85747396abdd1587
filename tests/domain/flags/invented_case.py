"""An invented case for the tests of out-of-date statements."""

from __future__ import annotations

from datetime import date

from domain.flags.record import Ended, Fact, Offence, Record, Stay

EARLIER, NOW = date(2012, 4, 2), date(2012, 11, 5)  # before sentence; at review
RECORD = Record(
    first_name="Nathan",
    surname="Quill",
    gender="M",
    born=date(1996, 9, 20),  # 15 in April, 16 in November; Year 10, then Year 11
    sentenced=date(2012, 5, 3),
    order="12 month Youth Rehabilitation Order",
    schools=(
        Stay("Harbourside Academy", date(2008, 9, 3), date(2012, 7, 20)),
        Stay("Eastgate Unit", date(2012, 9, 4)),
    ),
    homes=(
        Stay("18 Capstan Row, Northquay", date(2004, 1, 1), date(2012, 8, 1), "mother's home"),
        Stay("5 Mill Fold, Northquay", date(2012, 8, 1), None, "grandmother's home"),
    ),
    managers=(
        Stay("Petra Lindholm", date(2012, 3, 1), date(2012, 9, 28)),
        Stay("Owen Sharma", date(2012, 10, 1)),
    ),
    ended=(
        Ended("girlfriend", "Kirsty Bell", date(2012, 8, 20)),
        Ended("sports club", "Northquay Dolphins", date(2012, 9, 1)),
        Ended("order", "6 month Referral Order", date(2012, 5, 3)),
    ),
    bail_until=date(2012, 5, 3),
    offences=(
        Offence(date(2010, 6, 1), "theft", "theft"),
        Offence(date(2011, 2, 8), "common assault", "violence"),
        Offence(date(2011, 12, 1), "burglary", "burglary"),
    ),
    facts=(
        Fact("ro", "restraining_order", ("rosh",), date(2011, 3, 1), "", "Mrs Ollery"),
        Fact("v", "violent_offence", ("rosh", "offence"), date(2011, 2, 8), "common assault"),
    ),
    relatives=("Dean",),
    carer="mother",
    carer_name="Tracy Quill",
)
