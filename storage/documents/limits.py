"""How much of a file is read. Enough for any assessment, and far from what would stop a laptop."""

LARGEST_FILE = 25 * 1024 * 1024
MOST_PAGES = 1000
LONGEST_TEXT = MOST_PAGES * 5000  # characters: a full page of small type
LONGEST_SECONDS = 30.0

# A zip file may grow a thousandfold when unpacked; Word documents do not.
LARGEST_UNPACKED = 150 * 1024 * 1024
LARGEST_XML = 60 * 1024 * 1024
MOST_PARTS = 5000

MOST_MEMORY = 2 * 1024 * 1024 * 1024
