"""Every command that writes, stopped at each change it makes to the disk; and the disk itself
losing what had not been flushed when the power went.

    python -m tests.campaigns.faults killed|power FOLDER RUNS [DEED ...]

Needs Linux, where a process may watch the system calls of another.
"""
