"""A trainee's run: records that are durable before they are shown, and what follows from them."""
