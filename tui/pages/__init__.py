"""Texts of more than a line or two, as the command line and the line mode print them."""
