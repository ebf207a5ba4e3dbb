"""The pack format and the engine that plays it. No screen, no model, no clock."""
