"""What authors do with a pack beside writing it: start one, rehearse it, see its ways."""
