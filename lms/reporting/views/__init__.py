"""The pages of HR, managers and the coordinator. Each starts from the same queryset."""
