"""What this app answers: pages of the offer, the check of certificates, recording."""
