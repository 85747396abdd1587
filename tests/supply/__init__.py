"""What the program is made of besides itself, and that none of it reaches for a network."""
