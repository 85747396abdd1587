"""What an inspection is and how it is judged: no database, no terminal, no clock of its own."""
