"""What breaches could cost."""
