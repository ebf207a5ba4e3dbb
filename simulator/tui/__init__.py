"""The program on a terminal. The only part that knows Textual."""
