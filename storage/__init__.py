"""How an inspection is kept: tables, migrations, and tables of answers read in and written out."""
