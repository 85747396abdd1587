"""What an assessor is prompted to look at in the documents of a case. A flag never sets an answer.

One file a kind of flag. Each shows two passages, or a passage and a line of the record, and the
rule that sets them side by side; what it means is for the assessor to say.
"""
