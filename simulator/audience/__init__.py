"""The simulated followers: a crowd as arrays, personas with a voice, and their reasons."""
