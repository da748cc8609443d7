"""Who would find out who chose what: readers who leave traces, and an attacker who has them."""
