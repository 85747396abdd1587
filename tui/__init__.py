"""How a person meets an inspection: the Textual app, the command line, the plain line mode."""
