"""Form fields that every room uses. What is typed comes in as `app.text.received` leaves it."""
