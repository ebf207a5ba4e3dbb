"""Runs in a database: SQLite on the trainee's machine."""
