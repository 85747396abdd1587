"""The terms of the field and how they are found."""
