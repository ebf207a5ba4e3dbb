"""Parts of screens. Each is given its words and values; none reaches for the app."""
