"""What is claimed: in force, in series, in dispute, on either clock and of any place."""
