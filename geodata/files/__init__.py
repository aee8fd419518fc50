"""Files written whole or not at all, with stamps from the data, never from a clock."""
