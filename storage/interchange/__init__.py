"""Answers and whole inspections as files that other programs can read, and back."""
