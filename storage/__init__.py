"""How an inspection is kept: tables, encryption, migrations, documents in, exports out."""
