"""Every door through which something comes in, tried with inputs nobody would send.

    python -m tests.campaigns.fuzz [DOOR ...] [--inputs N] [--seconds S] [--seed N]

A door takes an input or refuses it in a sentence; anything else it does is a finding, and the input
is kept in `seeds/DOOR`, where every later run of the tests tries it again.
"""
