"""Sessions face to face: dates, places, a waiting list, attendance, a calendar."""
