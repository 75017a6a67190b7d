"""Training: what the learned checks are made from, and the command that makes them."""
