"""How rows reach the disk quickly and fairly, on both databases; one of the few rooms with raw SQL."""
