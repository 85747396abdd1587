"""The commands of the command line, one module a family; each names its own in COMMANDS."""
