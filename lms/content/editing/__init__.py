"""What the admin has about any page: review dates, laws, reading over, where it is used."""
