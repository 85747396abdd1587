"""How the demonstration was made: `python -m storage.demonstration.generator`.

sample: the cases and their facts. figures: how many answers are sufficient, by integer
programme. judging: which ones. telling: reasons, notes and evidence. open_cases: what was
written for the open ones, and their documents. logs: the whole as events.
"""
